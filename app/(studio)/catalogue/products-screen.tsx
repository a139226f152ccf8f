"use client";

import { CatalogueScreen, type CatalogueScreenProps } from "@/components/catalogue/catalogue-screen";
import { MediaPicker } from "@/components/media/media-picker";

/** Brings the catalogue and the library together; neither knows the other. */
export function ProductsScreen(props: Omit<CatalogueScreenProps, "renderMediaPicker">) {
  return (
    <CatalogueScreen
      {...props}
      renderMediaPicker={(onChoose) => <MediaPicker kinds={["image"]} onChoose={onChoose} />}
    />
  );
}
