import { Group, Row, RowButton } from "../../components/Group";
import { useRelative } from "../../components/RelativeTime";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import { type AutoBackupView, useAutoBackup } from "../../ipc";
import { testid } from "../../test/testids";
import { errorWords } from "../trouble/words";
import { useTask } from "../vault/tasks";

/** Backups by hand and by themselves, and the way back. Without a vault only the way back. */
export function BackupGroup({ made }: { made: boolean }) {
  const { t } = useSpeech();
  const begin = useTask();
  return (
    <Group title={t("backup.title")}>
      {made ? (
        <Row
          name={t("backup.now.row")}
          lines={[t("backup.now.hint")]}
          actions={
            <RowButton testid={testid.backupNow} onClick={() => begin("backUp")}>
              {t("backup.now.action")}
            </RowButton>
          }
        />
      ) : null}
      {made ? <AutoRow /> : null}
      <Row
        name={t("backup.restore.row")}
        lines={[t("backup.restore.hint")]}
        actions={
          <RowButton testid={testid.restoreBegin} onClick={() => begin("restore")}>
            {t("backup.restore.action")}
          </RowButton>
        }
      />
    </Group>
  );
}

function AutoRow() {
  const speech = useSpeech();
  const { t } = speech;
  const begin = useTask();
  const { data: auto } = useAutoBackup();
  const lines = useAutoLines(auto ?? null);
  if (auto === undefined) return null;
  return (
    <Row
      testid={testid.autoBackupRow}
      name={t("backup.auto.row")}
      {...(auto
        ? {
            mark: <StatusMark tone={auto.lastFault ? "warning" : "valid"} className="size-3" />,
          }
        : {})}
      lines={lines}
      actions={
        <>
          <RowButton testid={testid.autoBackupSet} onClick={() => begin("autoBackup")}>
            {t(auto ? "backup.auto.change" : "backup.auto.setUp")}
          </RowButton>
          {auto ? (
            <RowButton testid={testid.autoBackupStop} onClick={() => begin("stopAutoBackup")}>
              {t("backup.auto.stop")}
            </RowButton>
          ) : null}
        </>
      }
    />
  );
}

function useAutoLines(auto: AutoBackupView | null): string[] {
  const speech = useSpeech();
  const { t, number } = speech;
  const say = useRelative();
  if (!auto) return [t("backup.auto.off")];
  const { folder, keep, lastAt, lastFault } = auto;
  const kept = t("backup.auto.on", { count: keep, n: number(keep), folder });
  if (lastFault) {
    const why = errorWords(speech, { kind: "backup", fault: lastFault, provider: null });
    return [kept, t("backup.auto.failed", { why })];
  }
  return [kept, lastAt ? t("backup.auto.last", { when: say(lastAt) }) : t("backup.auto.lastNone")];
}
