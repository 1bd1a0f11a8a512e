import { Group, Row, RowButton } from "../../components/Group";
import { useSpeech } from "../../i18n/useSpeech";
import { useVaultStatus } from "../../ipc";
import { testid } from "../../test/testids";
import { BackupGroup } from "../backup/BackupGroup";
import { useMove } from "../frame/navigation";
import { LockGroup } from "./LockGroup";
import { RenewalGroup } from "./RenewalGroup";
import { WaysIn } from "./WaysIn";

/** How to get into the vault, how to get it back, and when it closes. */
export function VaultPage() {
  const { t } = useSpeech();
  const move = useMove();
  const { data: status } = useVaultStatus();
  const made = status !== undefined && status.state !== "uninitialised";
  return (
    <main
      aria-labelledby="vault-title"
      className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface"
    >
      <div className="mx-auto flex max-w-160 flex-col gap-6 px-5 py-5 three:px-8 three:py-7">
        <div>
          <h1
            id="vault-title"
            tabIndex={-1}
            data-home=""
            className="text-title font-semibold"
            data-testid={testid.vaultPage}
          >
            {t("vault.title")}
          </h1>
          {status && !made ? <p className="mt-1 text-muted">{t("vault.none")}</p> : null}
        </div>
        {made ? <WaysIn status={status} /> : null}
        {status ? <BackupGroup made={made} /> : null}
        {made ? <LockGroup status={status} /> : null}
        {made ? <RenewalGroup status={status} /> : null}
        <Group title={t("vault.check.title")}>
          <Row
            name={t("vault.check.row")}
            lines={[t("vault.check.hint")]}
            actions={
              <RowButton
                testid={testid.vaultCheck}
                onClick={() => move({ to: "page", page: "doctor" })}
              >
                {t("vault.check.action")}
              </RowButton>
            }
          />
        </Group>
      </div>
    </main>
  );
}
