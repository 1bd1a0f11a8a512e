import { type ReactNode, useState } from "react";
import { Button } from "../../components/Button";
import { LockIcon } from "../../components/icons";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import type { VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";
import { isKeyringTrouble, isMild, type TroubleState, troubleOf } from "./states";
import { TroubleDetails } from "./TroubleDetails";
import { useOpenVault } from "./useOpenVault";

type TroubleProps = {
  /** A state of the vault, or null for a fault nobody foresaw. */
  state: TroubleState | null;
  status: VaultStatusView | undefined;
  /** "page" when nothing else can be shown, "banner" above what still can. */
  shape: "page" | "banner";
  /** No key is in sight, so none stays visible meanwhile. */
  empty?: boolean;
};

export function Trouble({ state: known, status, shape, empty = false }: TroubleProps) {
  const { t } = useSpeech();
  const { openVault, busy, inVain, failure } = useOpenVault();
  const [tried, setTried] = useState<TroubleState | null>(null);
  // Before the first key the vault has no state of its own to tell why a try was in vain.
  const told = failure && tried === known ? troubleOf(failure.kind) : null;
  const state = told ?? known;
  const fresh = status?.state === "uninitialised";
  const backend = status?.keyringBackend ?? t("frame.lock.aKeyring");
  const words = (part: "title" | "meaning" | "action") => {
    if (part === "action" && state === "rowCorrupt") return t("frame.action.tryAgain");
    if (part === "meaning" && fresh && isKeyringTrouble(state)) return t(`trouble.fresh.${state}`);
    return state
      ? t(`trouble.state.${state}.${part}`, { backend })
      : t(`trouble.unexpected.${part}`);
  };
  const mild = state !== null && isMild(state);
  const page = shape === "page";
  return (
    <section
      aria-labelledby="trouble-title"
      data-testid={testid.trouble}
      data-state={state ?? "unexpected"}
      className={
        page
          ? "mx-auto flex w-full max-w-120 flex-col gap-4 px-6 py-12"
          : "flex max-h-3/5 shrink-0 flex-col gap-2 overflow-y-auto border-b border-line bg-surface px-5 py-4"
      }
    >
      <div className={page ? "flex flex-col gap-4" : "flex flex-wrap items-start gap-x-4 gap-y-3"}>
        <TroubleSign mild={mild} />
        <div className={page ? "min-w-0" : "min-w-0 flex-1 basis-64"}>
          <Heading page={page}>{words("title")}</Heading>
          <p className={`max-w-160 text-muted ${page ? "mt-2" : "mt-0.5 text-small"}`}>
            {words("meaning")} {page || empty ? null : t("trouble.stillUsable")}
          </p>
          {inVain && state === known ? (
            <p className="mt-2 text-small font-medium">{t("trouble.stillSo")}</p>
          ) : null}
        </div>
        <div className="flex gap-2">
          <Button
            look="primary"
            testid={testid.troubleAction}
            aria-disabled={busy}
            onClick={() => {
              if (busy) return;
              setTried(known);
              void openVault();
            }}
          >
            {busy ? t("trouble.trying") : words("action")}
          </Button>
        </div>
      </div>
      <TroubleDetails state={state ?? "unexpected"} status={status} />
    </section>
  );
}

function Heading({ page, children }: { page: boolean; children: ReactNode }) {
  const Tag = page ? "h1" : "h2";
  return (
    <Tag
      id="trouble-title"
      className={`wrap-anywhere font-semibold ${page ? "text-title" : "text-body"}`}
    >
      {children}
    </Tag>
  );
}

function TroubleSign({ mild }: { mild: boolean }) {
  return (
    <span
      className={`inline-flex size-9 shrink-0 items-center justify-center rounded-full ${
        mild ? "bg-warning/10 text-warning" : "bg-invalid/10"
      }`}
    >
      {mild ? <LockIcon className="size-4.5" /> : <StatusMark tone="invalid" className="size-4" />}
    </span>
  );
}
