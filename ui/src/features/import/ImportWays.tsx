import { Button, LinkButton } from "../../components/Button";
import { ImportIcon, KeyIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { useEnvironmentKeys } from "../../ipc";
import { testid } from "../../test/testids";
import { useTask } from "../vault/tasks";

/** One quiet line where the environment holds keys; nothing where it holds none. */
export function EnvironmentLine() {
  const { t, number } = useSpeech();
  const begin = useTask();
  const { data: variables = [] } = useEnvironmentKeys();
  const [variable, ...more] = variables;
  if (!variable) return null;
  const words =
    more.length === 0
      ? t("imports.environment.one", { variable })
      : t("imports.environment.more", { variable, n: number(more.length) });
  return (
    <p className="mt-2 flex items-start gap-2.5 text-small text-muted">
      <KeyIcon className="mt-px size-4" />
      <span className="min-w-0 wrap-anywhere">
        {words}{" "}
        <LinkButton
          testid={testid.importEnvironment}
          className="min-h-0! text-small!"
          onClick={() => begin("importEnvironment")}
        >
          {t("imports.environment.action")}
        </LinkButton>
      </span>
    </p>
  );
}

/** Where the environment holds nothing, other places may. */
export function ImportWay({ className = "" }: { className?: string }) {
  const { t } = useSpeech();
  const begin = useTask();
  return (
    <p className={`text-small text-muted ${className}`}>
      {t("imports.way")}{" "}
      <LinkButton
        testid={testid.importWay}
        className="text-small!"
        onClick={() => begin("importKeys")}
      >
        {t("imports.wayAction")}
      </LinkButton>
    </p>
  );
}

/** Beside the choice of one provider: many keys at once. */
export function ImportButton() {
  const { t } = useSpeech();
  const begin = useTask();
  return (
    <Button icon={ImportIcon} testid={testid.importWay} onClick={() => begin("importKeys")}>
      {t("imports.environment.action")}
    </Button>
  );
}
