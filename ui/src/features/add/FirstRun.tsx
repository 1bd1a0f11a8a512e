import { LinkButton } from "../../components/Button";
import { KeystowMark, LockIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { type ProviderView, useVaultStatus, type VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";
import { lockWord, opensByPassphrase } from "../frame/LockLine";
import { useMove, usePlace } from "../frame/navigation";
import { useCurrentProfile } from "../frame/useCurrentProfile";
import { useProfileName } from "../frame/useProfileName";
import { EnvironmentLine, ImportWay } from "../import/ImportWays";
import { useTask } from "../vault/tasks";
import { ProviderTiles } from "./ProviderTiles";

/** One screen for an empty profile: what Keystow does, where the secret will live, whose key it is. */
export function FirstRun({ providers }: { providers: readonly ProviderView[] }) {
  const { t } = useSpeech();
  const { profile } = usePlace();
  const { profiles, name } = useCurrentProfile();
  const nameOf = useProfileName();
  const move = useMove();
  const begin = useTask();
  const { data: status } = useVaultStatus();
  // Where another profile has keys, an empty default one is no beginning of all either.
  const oneOfSeveral = profile !== null || profiles.some((each) => each.credentials > 0);
  const title = oneOfSeveral
    ? t("form.emptyProfileTitle", { profile: nameOf(name) })
    : t("form.firstTitle");
  const sentence = t(oneOfSeveral ? "form.emptyProfileSentence" : "form.firstSentence");
  return (
    <div className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface">
      <div
        data-testid={testid.firstRun}
        className="mx-auto flex max-w-176 flex-col px-5 py-8 three:px-8 three:py-14"
      >
        <KeystowMark className="mb-5 size-11" />
        <h1
          tabIndex={-1}
          data-home=""
          className="text-[1.5rem] leading-8 font-semibold tracking-tight text-balance wrap-anywhere"
        >
          {title}
        </h1>
        <p className="mt-2 max-w-128 text-[0.9375rem] leading-6 text-muted">{sentence}</p>
        {status ? <WhereItLives status={status} /> : null}
        <EnvironmentLine />
        <h2 className="mt-8 mb-3 font-semibold">{t("form.choose")}</h2>
        <ProviderTiles
          providers={providers}
          onChoose={(provider) => move({ to: "form", provider: provider.id, intent: "add" })}
        />
        <ImportWay className="mt-6" />
        {status?.state === "uninitialised" ? (
          <p className="mt-1 text-small text-muted">
            {t("backup.restore.firstRun")}{" "}
            <LinkButton
              testid={testid.firstRunRestore}
              className="text-small!"
              onClick={() => begin("restore")}
            >
              {t("backup.restore.firstRunAction")}
            </LinkButton>
          </p>
        ) : null}
      </div>
    </div>
  );
}

function WhereItLives({ status }: { status: VaultStatusView }) {
  const { t } = useSpeech();
  const word = lockWord(status);
  const backend = status.keyringBackend ?? t("frame.lock.keyring");
  const calm = word === "ready" || word === "working" || word === "open";
  const line = () => {
    if (opensByPassphrase(status)) {
      return t(calm ? "form.firstLockPassphrase" : "form.firstLockClosed");
    }
    if (!calm) return t("form.firstLockTrouble");
    return t(word === "working" ? "form.firstLockWorking" : "form.firstLock", { backend });
  };
  return (
    <p className="mt-4 flex items-start gap-2.5 text-small text-muted">
      <LockIcon className={`mt-px size-4 ${calm ? "text-valid" : "text-warning"}`} />
      <span className="min-w-0">{line()}</span>
    </p>
  );
}
