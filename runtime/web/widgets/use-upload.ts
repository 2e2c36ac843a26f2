import { useState } from "react";
import { upload } from "../api/client.ts";
import type { FileValue } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import { reasonOf } from "../shell/states.tsx";
import type { InputProps } from "./widget.ts";

/** Sends a file to the house at once; the input's value becomes the stored file. `progress` is 0 to 1, null at rest. */
export function useUpload({ onChange, onFault }: Pick<InputProps, "onChange" | "onFault">) {
  const say = useSay();
  const [progress, setProgress] = useState<number | null>(null);
  const send = async (file: File | null | undefined) => {
    if (!file) return;
    const form = new FormData();
    form.set("file", file, file.name);
    setProgress(0);
    try {
      onChange(await upload<FileValue>("/api/files", form, { onProgress: setProgress }));
      onFault?.(null);
    } catch (problem) {
      onFault?.(reasonOf(problem, say));
    } finally {
      setProgress(null);
    }
  };
  return { progress, send };
}
