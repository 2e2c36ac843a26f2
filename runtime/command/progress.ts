import cliProgress from "cli-progress";

/** Shows how far something is: a bar on a terminal, nothing elsewhere. */
export interface Progress {
  show(done: number, total: number): void;
  end(): void;
}

export function progressBar(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => {}, end: () => {} };
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} {bar} {percentage}%  {value}/{total}`,
      hideCursor: true,
      clearOnComplete: true,
      stream,
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    show(done, total) {
      if (total <= 0) return;
      if (!started) bar.start(total, done);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    end() {
      if (started) bar.stop();
    },
  };
}
