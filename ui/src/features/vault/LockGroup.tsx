import { Group, Row, RowButton } from "../../components/Group";
import { Segmented } from "../../components/Segmented";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";
import { usePreferences } from "../preferences/usePreferences";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { troubleOfVault } from "../trouble/states";
import { useCommand, usePutStatus } from "./useCommand";

const IDLE_MINUTES = [1, 5, 15, 60, 0] as const;

/** A number set elsewhere is shown beside the usual ones; "never" stands last. */
function minutesWith(current: number): number[] {
  const all = [...new Set([...IDLE_MINUTES, current])];
  return all.sort((a, b) => (a || Number.POSITIVE_INFINITY) - (b || Number.POSITIVE_INFINITY));
}

/** Closing the vault: now, or by itself. */
export function LockGroup({ status }: { status: VaultStatusView }) {
  const { t, number } = useSpeech();
  const toast = useToast();
  const putStatus = usePutStatus();
  const { run, busy, error, forget } = useCommand();
  const { settings, error: settingsError, change, forget: forgetSettings } = usePreferences();
  const lock = () =>
    run(
      () => (status.open ? host.lockVault() : host.openVault()),
      (next) => {
        putStatus(next);
        toast(t(next.open ? "vault.lock.opened" : "vault.lock.locked"));
      },
    );
  const fault = error ?? settingsError;
  const free = troubleOfVault(status) === null;
  const hint = status.open ? "openHint" : free ? "closedHint" : "closedTrouble";
  return (
    <>
      <Group title={t("vault.lock.title")}>
        <Row
          name={t(status.open ? "vault.lock.isOpen" : "vault.lock.isClosed")}
          testid={testid.lockRow}
          lines={[t(`vault.lock.${hint}`)]}
          actions={
            free ? (
              <RowButton testid={testid.lockNow} busy={busy} onClick={() => void lock()}>
                {t(status.open ? "vault.lock.now" : "vault.lock.openNow")}
              </RowButton>
            ) : null
          }
        />
        {settings ? (
          <Segmented
            label={t("vault.lock.idle")}
            hint={t("vault.lock.idleHint")}
            testid={testid.idle}
            value={String(settings.idleMinutes)}
            onChange={(minutes) => change({ idleMinutes: Number(minutes) })}
            options={minutesWith(settings.idleMinutes).map((minutes) => ({
              value: String(minutes),
              label: minutes ? number(minutes) : t("vault.lock.never"),
              speak: minutes
                ? t("vault.lock.minutesLong", { count: minutes, n: number(minutes) })
                : t("vault.lock.never"),
              testid: testid.idleOption(minutes),
            }))}
          />
        ) : null}
      </Group>
      {fault ? (
        <ErrorNotice
          error={fault}
          testid={testid.formError}
          onOpened={() => {
            forget();
            forgetSettings();
          }}
        />
      ) : null}
    </>
  );
}
