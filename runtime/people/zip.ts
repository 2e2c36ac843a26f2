import { PassThrough, pipeline, type Readable } from "node:stream";
import { ZipFile } from "yazl";

/** A ZIP file that is written while it is read: each entry is opened when its turn has come. */
export interface Zip {
  add(name: string, open: () => Readable | Promise<Readable>): void;
  /** Nothing more comes; what there is to read. */
  end(): Readable;
}

/** Opens a ZIP file. Where its reader goes away, the entry that is being read is closed and no other is opened. */
export function openZip(): Zip {
  const zip = new ZipFile();
  const content = new PassThrough();
  let isOver = false;
  let current: Readable | null = null;
  const breakOff = (cause: unknown) => content.destroy(cause instanceof Error ? cause : new Error("zip"));
  zip.on("error", breakOff);
  pipeline(zip.outputStream, content, () => {
    isOver = true;
    current?.destroy();
  });

  async function opened(open: () => Readable | Promise<Readable>): Promise<Readable> {
    const stream = await open();
    // What is read for an entry is not watched by yazl.
    stream.on("error", breakOff);
    if (isOver) stream.destroy();
    current = stream;
    return stream;
  }

  return {
    add: (name, open) => {
      zip.addReadStreamLazy(name, (give) => {
        if (isOver) return;
        opened(open).then((stream) => give(null, stream), breakOff);
      });
    },
    end: () => {
      zip.end();
      return content;
    },
  };
}
