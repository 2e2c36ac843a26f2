import { Navigate } from "@tanstack/react-router";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { homePath } from "./modules.ts";
import { Empty } from "./states.tsx";

/** Leads to the module that the app opens with. */
export function HomePage() {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const path = homePath(model, language);
  return path ? <Navigate to={path} replace /> : <Empty sentence={say("state.no-modules")} />;
}
