import { MantineProvider } from "@mantine/core";
import "@mantine/core/styles.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { SignedIn } from "./account/signed-in.tsx";
import { ApiProblem } from "./api/client.ts";
import { router } from "./router.tsx";
import { Toasts } from "./shell/toast.tsx";
import { styleNonce } from "./theme/style-nonce.ts";
import { cssVariables, theme } from "./theme/theme.ts";
import "./theme/global.css";
import { widgetOf } from "./widgets/index.ts";
import { WidgetContext } from "./widgets/widget-context.ts";

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, problem) =>
        failures < 2 && problem instanceof ApiProblem && (problem.status === 0 || problem.status === 503),
    },
  },
});

/** Everything the browser shows. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <Toasts />
      <QueryClientProvider client={cache}>
        <SignedIn>
          <WidgetContext value={widgetOf}>
            <RouterProvider router={router} />
          </WidgetContext>
        </SignedIn>
      </QueryClientProvider>
    </MantineProvider>
  );
}
