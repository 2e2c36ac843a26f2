import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Component, type ErrorInfo, type ReactNode, useEffect, useState } from "react";
import { ApiProblem } from "../api/client.ts";
import { type Say, useSay } from "../language/index.ts";
import classes from "./states.module.css";

/** One sentence and one action where there is nothing to show. */
export function Empty({ sentence, children }: { sentence: string; children?: ReactNode }) {
  return (
    <Stack className={classes.empty} align="center" gap="md">
      <Text size="md" c="dimmed" ta="center">
        {sentence}
      </Text>
      {children}
    </Stack>
  );
}

/** What went wrong in the reader's words, with the way on. */
export function Failure({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const say = useSay();
  const canRetry = onRetry && !(problem instanceof ApiProblem && [403, 404].includes(problem.status));
  return (
    <div role="alert">
      <Empty sentence={reasonOf(problem, say)}>
        {canRetry ? (
          <Button onClick={onRetry}>{say("shell.retry")}</Button>
        ) : (
          <Button component={Link} to="/">
            {say("state.go-home")}
          </Button>
        )}
      </Empty>
    </div>
  );
}

/** The sentence of a refusal, whatever was thrown. */
export function reasonOf(problem: unknown, say: Say): string {
  if (!(problem instanceof ApiProblem)) return say("state.failed");
  if (problem.status === 0) return say("state.network");
  if (problem.message) return problem.message;
  if (problem.status === 403) return say("state.no-access");
  return problem.status === 404 ? say("state.not-found") : say("state.failed");
}

/** Bars with the geometry of a table, shown only when waiting becomes noticeable. */
export function WaitingRows({ rows = 12, height = 36 }: { rows?: number; height?: number }) {
  const waited = useWaited(150);
  const slow = useWaited(2_000);
  const say = useSay();
  if (!waited) return <div style={{ height: rows * height }} />;
  return (
    <div aria-busy="true">
      <Text className="visually-hidden" role="status">
        {slow ? say("state.slow") : say("state.loading")}
      </Text>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <div key={key} className={classes.waitingRow} style={{ height }}>
          <Skeleton height={10} animate={false} />
        </div>
      ))}
    </div>
  );
}

function useWaited(milliseconds: number): boolean {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return waited;
}

/** Keeps a fault of one page from emptying the screen. */
export class PageGuard extends Component<{ children: ReactNode; resetKey: string }, { problem: unknown }> {
  override state: { problem: unknown } = { problem: null };

  static getDerivedStateFromError(problem: unknown) {
    return { problem };
  }

  override componentDidUpdate(before: { resetKey: string }) {
    if (before.resetKey !== this.props.resetKey && this.state.problem) this.setState({ problem: null });
  }

  override componentDidCatch(problem: unknown, info: ErrorInfo) {
    console.error(problem, info.componentStack);
  }

  override render() {
    const { problem } = this.state;
    if (!problem) return this.props.children;
    return <Failure problem={problem} onRetry={() => this.setState({ problem: null })} />;
  }
}
