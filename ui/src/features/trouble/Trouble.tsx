import { type ReactNode, useState } from "react";
import { Button } from "../../components/Button";
import { LockIcon } from "../../components/icons";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import type { VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";
import { PassphraseEntry } from "../vault/PassphraseEntry";
import { useTask } from "../vault/tasks";
import { OtherWays, WAY_TASK, WAY_TESTID } from "./OtherWays";
import { isKeyringTrouble, isMild, type TroubleState, troubleOf } from "./states";
import { TroubleDetails } from "./TroubleDetails";
import { useOpenVault } from "./useOpenVault";
import { todoOf, type Way, waysOut } from "./ways";

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
  const begin = useTask();
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
  const ways = waysOut(state, status);
  const [first, ...others] = ways;
  const todo = todoOf(state, ways);
  const mild = state !== null && isMild(state);
  const page = shape === "page";
  const go = (way: Way) => {
    if (way !== "try") {
      const task = WAY_TASK[way];
      if (task) begin(task);
    } else if (!busy) {
      setTried(known);
      void openVault();
    }
  };
  const label = (way: Exclude<Way, "enter">) => {
    if (way !== "try") return t(`trouble.way.${way}`);
    if (busy) return t("trouble.trying");
    return first === "try" ? words("action") : t("trouble.way.try");
  };
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
      <div
        className={
          page
            ? "flex flex-col gap-4"
            : "grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-4 gap-y-2.5 two:grid-cols-[auto_minmax(0,1fr)_auto]"
        }
      >
        <TroubleSign mild={mild} />
        <div className="min-w-0">
          <Heading page={page}>{words("title")}</Heading>
          <p className={`max-w-160 text-muted ${page ? "mt-2" : "mt-0.5 text-small"}`}>
            {words("meaning")} {todo ? t(`trouble.todo.${todo}`) : null}{" "}
            {page || empty ? null : t("trouble.stillUsable")}
          </p>
          {inVain && state === known ? (
            <p className="mt-2 text-small font-medium">{t("trouble.stillSo")}</p>
          ) : null}
          {first === "enter" ? (
            <div className="mt-3">
              <PassphraseEntry />
            </div>
          ) : null}
        </div>
        {first === "enter" ? null : (
          <div className={page ? "flex" : "flex max-two:col-start-2"}>
            <Button
              look="primary"
              className="max-two:h-auto max-two:min-h-8 max-two:shrink max-two:py-1 max-two:text-balance max-two:whitespace-normal"
              testid={WAY_TESTID[first]}
              aria-disabled={first === "try" && busy}
              onClick={() => go(first)}
            >
              {label(first)}
            </Button>
          </div>
        )}
        {others.length > 0 ? (
          <OtherWays
            ways={others}
            label={label}
            onGo={go}
            className={page ? "" : "col-start-2 two:col-end-4"}
          />
        ) : null}
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
