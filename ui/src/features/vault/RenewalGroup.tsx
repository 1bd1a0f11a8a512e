import { Group, Row, RowButton } from "../../components/Group";
import { useSpeech } from "../../i18n/useSpeech";
import type { VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";
import { useTask } from "./tasks";

/** New secrets in place of those that somebody may have seen. */
export function RenewalGroup({ status }: { status: VaultStatusView }) {
  const { t } = useSpeech();
  const begin = useTask();
  const backend = status.keyringBackend ?? t("frame.lock.aKeyring");
  return (
    <Group title={t("vault.rotate.title")}>
      {status.slots.includes("keyring") ? (
        <Row
          name={t("vault.rotate.master")}
          lines={[t("vault.rotate.masterHint", { backend })]}
          actions={
            <RowButton testid={testid.rotateMaster} onClick={() => begin("rotateMaster")}>
              {t("vault.rotate.action")}
            </RowButton>
          }
        />
      ) : null}
      <Row
        name={t("vault.rotate.data")}
        lines={[t("vault.rotate.dataHint")]}
        actions={
          <RowButton testid={testid.rotateData} onClick={() => begin("rotateDataKey")}>
            {t("vault.rotate.action")}
          </RowButton>
        }
      />
    </Group>
  );
}
