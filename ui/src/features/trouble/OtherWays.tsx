import { LinkButton } from "../../components/Button";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import type { Task } from "../vault/tasks";
import type { Way } from "./ways";

export const WAY_TASK: Record<Way, Task | null> = {
  try: null,
  enter: null,
  code: "useCode",
  passphrase: "openPassphrase",
  restore: "restore",
  startNew: "startNew",
  initPassphrase: "initPassphrase",
};

export const WAY_TESTID: Record<Exclude<Way, "enter">, string> = {
  try: testid.troubleAction,
  code: testid.troubleCode,
  passphrase: testid.troublePassphrase,
  restore: testid.troubleRestore,
  startNew: testid.troubleStartNew,
  initPassphrase: testid.troubleInitPassphrase,
};

type WaysProps = {
  ways: readonly Way[];
  label: (way: Exclude<Way, "enter">) => string;
  onGo: (way: Way) => void;
  className: string;
};

/** What else can be done: in sight, but quieter than what to do first. */
export function OtherWays({ ways, label, onGo, className }: WaysProps) {
  const { t } = useSpeech();
  return (
    <ul
      aria-label={t("trouble.otherWays")}
      className={`flex flex-wrap gap-x-5 gap-y-1 ${className}`}
    >
      {ways.map((way) =>
        way === "enter" ? null : (
          <li key={way}>
            <LinkButton
              testid={WAY_TESTID[way]}
              look={way === "startNew" ? "danger" : "primary"}
              onClick={() => onGo(way)}
            >
              {label(way)}
            </LinkButton>
          </li>
        ),
      )}
    </ul>
  );
}
