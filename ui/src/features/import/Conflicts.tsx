import { LinkButton } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { StatusMark } from "../../components/StatusMark";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import type { ConflictView } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { fileLine } from "./place";
import type { ConflictLook } from "./useConflictLook";

/** A word where a variable elsewhere holds another key than the vault; else nothing unasked. */
export function Conflicts({ provider, look }: { provider: string; look: ConflictLook }) {
  const speech = useSpeech();
  const { t } = speech;
  const { conflicts, looking, result, error } = look;
  const shown = conflicts.length > 0;
  if (!shown && !looking && !result && !error) return null;
  return (
    <div className="flex flex-col gap-2">
      {shown ? (
        <Notice tone="warning" testid={testid.conflicts}>
          <p className="font-semibold">{t("imports.conflict.title")}</p>
          <ul className="selectable my-1 flex flex-col gap-1">
            {conflicts.map((conflict) => (
              <li key={`${conflict.source} ${conflict.variable} ${conflict.path} ${conflict.line}`}>
                {conflictWords(speech, conflict)}
              </li>
            ))}
          </ul>
          <p className="text-small text-muted">{t(`imports.conflict.${meaning(conflicts)}`)}</p>
          {look.looked || looking ? null : (
            <LinkButton
              testid={testid.conflictLook}
              className="mt-1 text-small!"
              onClick={look.lookDeep}
            >
              {t("imports.conflict.look")}
            </LinkButton>
          )}
        </Notice>
      ) : null}
      <Outcome look={look} />
      {error ? (
        <ErrorNotice
          error={error}
          provider={provider}
          testid={testid.formError}
          onOpened={look.forget}
        />
      ) : null}
    </div>
  );
}

/** How the closer look goes, or that it found nothing more. */
function Outcome({ look: { looking, result } }: { look: ConflictLook }) {
  const { t } = useSpeech();
  const words = looking ? t("imports.conflict.looking") : result;
  return (
    <div role="status">
      {words ? (
        <p data-testid={testid.conflictResult} className="flex gap-2 text-small text-muted">
          <StatusMark tone={looking ? "checking" : "note"} className="mt-0.5 size-3.5" />
          <span className="min-w-0">{words}</span>
        </p>
      ) : null}
    </div>
  );
}

function conflictWords({ t }: Speech, { variable, source, path, line }: ConflictView): string {
  if (path !== null) return t("imports.conflict.file", { variable, place: fileLine(path, line) });
  return t(source === "shell" ? "imports.conflict.shell" : "imports.conflict.environment", {
    variable,
  });
}

function meaning(conflicts: readonly ConflictView[]) {
  if (conflicts.length > 1) return "meaningSeveral";
  return conflicts[0]?.path ? "meaningFile" : "meaning";
}
