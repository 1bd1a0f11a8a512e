import { CSPProvider } from "@base-ui/react/csp-provider";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { i18n } from "i18next";
import { useState } from "react";
import { I18nextProvider } from "react-i18next";
import { AnnouncerProvider } from "./components/Announcer";
import { ToastProvider } from "./components/Toast";
import { AskedChecks, AskedChecksContext } from "./features/frame/askedChecks";
import { Frame } from "./features/frame/Frame";
import { LastChosen, LastChosenContext } from "./features/frame/lastChosen";
import { NavigationProvider } from "./features/frame/navigation";
import { TaskProvider } from "./features/vault/TaskProvider";

export function App({ client, translator }: { client: QueryClient; translator: i18n }) {
  const [asked] = useState(() => new AskedChecks());
  const [lastChosen] = useState(() => new LastChosen());
  return (
    <CSPProvider disableStyleElements>
      <I18nextProvider i18n={translator}>
        <QueryClientProvider client={client}>
          <AnnouncerProvider>
            <ToastProvider>
              <AskedChecksContext value={asked}>
                <LastChosenContext value={lastChosen}>
                  <NavigationProvider>
                    <TaskProvider>
                      <Frame />
                    </TaskProvider>
                  </NavigationProvider>
                </LastChosenContext>
              </AskedChecksContext>
            </ToastProvider>
          </AnnouncerProvider>
        </QueryClientProvider>
      </I18nextProvider>
    </CSPProvider>
  );
}
