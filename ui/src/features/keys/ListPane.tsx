import { useRef, useState } from "react";
import { Button, IconButton } from "../../components/Button";
import { ImportIcon, PlusIcon, RefreshIcon } from "../../components/icons";
import { SearchField } from "../../components/SearchField";
import { useLayout } from "../../components/useLayout";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove, usePlace } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useTask } from "../vault/tasks";
import { CredentialList } from "./CredentialList";
import { ListStatus } from "./ListStatus";
import { useCheckAll } from "./useCheckAll";
import { isChecking } from "./verdict";

const SEARCH_FROM = 1;

function matches(view: CredentialView, query: string): boolean {
  const text = `${view.name} ${view.provider} ${view.label ?? ""} ${view.host}`.toLowerCase();
  return text.includes(query.trim().toLowerCase());
}

export function ListPane({
  credentials,
  selected,
}: {
  credentials: readonly CredentialView[];
  selected: string | null;
}) {
  const { t } = useSpeech();
  const { profile } = usePlace();
  const move = useMove();
  const begin = useTask();
  const layout = useLayout();
  const list = useRef<HTMLDivElement>(null);
  const checkAll = useRef<HTMLButtonElement>(null);
  const [query, setQuery] = useState("");
  const shown = credentials.filter((view) => matches(view, query));
  const { progress, error, start, cancel, forget } = useCheckAll(profile, credentials);
  const busy = progress !== null || credentials.every(isChecking);
  const several = credentials.length > SEARCH_FROM;
  const corrupt = error?.kind === "rowCorrupt" ? error.provider : null;
  return (
    <div className="flex min-h-0 min-w-0 flex-col border-line bg-surface max-two:flex-1 two:w-72 two:shrink-0 two:border-r three:w-84">
      <div className="flex items-center gap-2 px-4 pt-4 pb-3">
        <h1 className="min-w-0 flex-1 truncate text-title font-semibold">{t("keys.title")}</h1>
        <IconButton
          icon={RefreshIcon}
          label={t("keys.checkAll")}
          testid={testid.checkAll}
          ref={checkAll}
          aria-disabled={busy}
          className="aria-disabled:opacity-50"
          onClick={() => {
            if (!busy) void start();
          }}
        />
        <IconButton
          icon={ImportIcon}
          label={t("imports.action")}
          testid={testid.importBegin}
          onClick={() => begin("importKeys")}
        />
        <Button
          look="primary"
          icon={PlusIcon}
          testid={testid.addKey}
          aria-keyshortcuts="Control+N"
          onClick={() => move({ to: "tiles" })}
        >
          {t("frame.action.add")}
        </Button>
      </div>
      {several ? (
        <div className="-mt-2 px-4 pb-2">
          <ListStatus
            credentials={credentials}
            progress={progress}
            onCancel={() => void cancel()}
            onCancelGone={() => checkAll.current?.focus()}
          />
        </div>
      ) : null}
      {several ? (
        <SearchField
          main
          label={t("keys.search")}
          testid={testid.credentialSearch}
          value={query}
          onChange={setQuery}
          onArrowDown={() => list.current?.focus()}
          className="mx-4 mb-3"
        />
      ) : null}
      {error ? (
        <div className="px-4 pb-3">
          <ErrorNotice
            error={error}
            onOpened={forget}
            {...(corrupt
              ? {
                  about: credentials.find((each) => each.provider === corrupt)?.name ?? corrupt,
                  onReplace: () => {
                    forget();
                    move({ to: "form", provider: corrupt, intent: "replace" });
                  },
                }
              : {})}
          />
        </div>
      ) : null}
      {shown.length > 0 ? (
        <CredentialList
          ref={list}
          credentials={shown}
          selected={selected}
          follow={layout !== "one"}
          onSelect={(provider) => move({ to: "credential", provider })}
        />
      ) : (
        <p className="px-4 py-6 text-center text-small text-muted wrap-anywhere">
          {t("keys.noMatch", { query })}
        </p>
      )}
    </div>
  );
}
