import { Group, Row, RowButton } from "../../components/Group";
import { useRelative } from "../../components/RelativeTime";
import { StatusMark, type Tone } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type SlotKind,
  type SlotView,
  useSlots,
  type VaultState,
  type VaultStatusView,
} from "../../ipc";
import { testid } from "../../test/testids";
import { type Task, useTask } from "./tasks";

/** The slots, and what can be done about each. */
export function WaysIn({ status }: { status: VaultStatusView }) {
  const { t } = useSpeech();
  const { data: slots } = useSlots();
  if (!slots) return null;
  const of = (kind: SlotKind) => slots.find((each) => each.kind === kind);
  return (
    <Group title={t("vault.ways.title")}>
      <KeyringRow slot={of("keyring")} status={status} />
      <RecoveryRow slot={of("recovery")} />
      <PassphraseRow slot={of("passphrase")} />
    </Group>
  );
}

/** States in which the keyring does not open the vault, whatever its slot says. */
const FAILING: readonly VaultState[] = [
  "keyringLocked",
  "keyringUnavailable",
  "keyringTimeout",
  "keyringDenied",
  "masterMissing",
  "masterWrong",
  "masterCorrupt",
  "slotCorrupt",
];

function KeyringRow({ slot, status }: { slot: SlotView | undefined; status: VaultStatusView }) {
  const { t } = useSpeech();
  const backend = status.keyringBackend;
  const failing = FAILING.includes(status.state);
  const verified = useVerified();
  return (
    <Row
      testid={testid.slotRow("keyring")}
      name={backend ?? t("vault.ways.keyring")}
      mark={<Mark tone={slot ? (failing ? "warning" : "valid") : "unchecked"} />}
      lines={
        slot
          ? [
              `${t(failing ? "vault.ways.keyringFails" : "vault.ways.keyringHere")} ${verified(slot)}`,
            ]
          : [t("vault.ways.keyringNone")]
      }
      actions={
        slot || backend === null ? null : (
          <Do task="renewKeyring" what="addKeyring" testid={testid.slotAction("keyring")} />
        )
      }
    />
  );
}

function RecoveryRow({ slot }: { slot: SlotView | undefined }) {
  const { t } = useSpeech();
  const say = useRelative();
  const line = () => {
    if (!slot) return t("vault.ways.recoveryNone");
    return slot.confirmedAt
      ? t("vault.ways.recoveryConfirmed", { when: say(slot.confirmedAt) })
      : t("vault.ways.recoveryUnconfirmed", { when: say(slot.createdAt) });
  };
  return (
    <Row
      testid={testid.slotRow("recovery")}
      name={t("vault.ways.recovery")}
      mark={<Mark tone={slot?.confirmedAt ? "valid" : "warning"} />}
      lines={[line()]}
      actions={
        <Do
          task="makeCode"
          what={slot ? "newCode" : "makeCode"}
          testid={testid.slotAction("recovery")}
        />
      }
    />
  );
}

function PassphraseRow({ slot }: { slot: SlotView | undefined }) {
  const { t } = useSpeech();
  const say = useRelative();
  const verified = useVerified();
  return (
    <Row
      testid={testid.slotRow("passphrase")}
      name={t("vault.ways.passphrase")}
      mark={<Mark tone={slot ? "valid" : "unchecked"} />}
      lines={
        slot
          ? [`${t("vault.ways.passphraseSet", { when: say(slot.createdAt) })} ${verified(slot)}`]
          : [t("vault.ways.passphraseNone")]
      }
      actions={
        <>
          <Do
            task="setPassphrase"
            what={slot ? "changePassphrase" : "setPassphrase"}
            testid={testid.slotAction("passphrase")}
          />
          {slot ? (
            <Do
              task="removePassphrase"
              what="removePassphrase"
              testid={testid.passphraseRemoveBegin}
            />
          ) : null}
        </>
      }
    />
  );
}

function useVerified(): (slot: SlotView) => string {
  const { t } = useSpeech();
  const say = useRelative();
  return ({ lastVerifiedAt }) =>
    lastVerifiedAt ? t("vault.ways.verified", { when: say(lastVerifiedAt) }) : "";
}

const Mark = ({ tone }: { tone: Tone }) => <StatusMark tone={tone} className="size-3" />;

type DoProps = {
  task: Task;
  what:
    | "makeCode"
    | "newCode"
    | "addKeyring"
    | "setPassphrase"
    | "changePassphrase"
    | "removePassphrase";
  testid: string;
};

function Do({ task, what, testid: id }: DoProps) {
  const { t } = useSpeech();
  const begin = useTask();
  return (
    <RowButton testid={id} onClick={() => begin(task)}>
      {t(`vault.ways.${what}`)}
    </RowButton>
  );
}
