import { expect, test } from "vitest";
import { readJson } from "@/app/_server/read-json";

const post = (body: BodyInit) => {
  const init = { method: "POST", body, duplex: "half" };
  return new Request("http://localhost:3000/api", init);
};

test("a small body is read; what is no JSON is nothing", async () => {
  expect(await readJson(post('{"url":"https://müller.example"}'))).toEqual({ url: "https://müller.example" });
  for (const wrong of ["", "{", "\u0000"]) expect(await readJson(post(wrong))).toBeNull();
  expect(await readJson(new Request("http://localhost:3000/api", { method: "POST" }))).toBeNull();
});

test("of a body without end no more is read than could be meant", async () => {
  let pieces = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pieces += 1;
      controller.enqueue(new Uint8Array(16 * 1024).fill(0x20));
    },
  });
  expect(await readJson(post(endless))).toBeNull();
  expect(pieces).toBeLessThan(10);
});
