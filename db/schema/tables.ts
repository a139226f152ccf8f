export * from "./answers";
export * from "./campaigns";
export * from "./contacts";
export * from "./identity";
export * from "./media";
export * from "./prices";
export * from "./sandbox";
export * from "./versions";
