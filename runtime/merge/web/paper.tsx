import { useEffect, useRef } from "react";

/** A letter or a mail as its reader will see it, in a frame of the server's that runs none of it and reaches nothing. */
export function Paper({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  // Its origin is its own, which has no name.
  const show = () => frame.current?.contentWindow?.postMessage(html, "*");
  useEffect(show);
  return <iframe ref={frame} sandbox="allow-scripts" src="/api/paper" title={title} onLoad={show} />;
}
