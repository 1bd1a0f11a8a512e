import { Group, Row } from "../../components/Group";
import { useRelative } from "../../components/RelativeTime";
import { useSpeech } from "../../i18n/useSpeech";
import type { SlotView } from "../../ipc";
import { testid } from "../../test/testids";

/** The ways into the vault and when each was last known to work. */
export function SlotsList({ slots }: { slots: readonly SlotView[] }) {
  const { t } = useSpeech();
  const say = useRelative();
  const line = ({ kind, createdAt, confirmedAt, lastVerifiedAt }: SlotView) =>
    [
      t("doctor.slots.made", { when: say(createdAt) }),
      ...(kind === "recovery" ? [confirmed(confirmedAt)] : []),
      lastVerifiedAt
        ? t("doctor.slots.verified", { when: say(lastVerifiedAt) })
        : t("doctor.slots.neverVerified"),
    ].join(" · ");
  const confirmed = (at: string | null) =>
    at ? t("doctor.slots.confirmed", { when: say(at) }) : t("doctor.slots.neverConfirmed");
  return (
    <div data-testid={testid.doctorSlots}>
      <Group title={t("doctor.slots.title")}>
        {slots.length === 0 ? (
          <p className="px-4 py-3 text-small text-muted">{t("doctor.slots.none")}</p>
        ) : null}
        {slots.map((slot) => (
          <Row
            key={`${slot.kind} ${slot.createdAt}`}
            name={t(`doctor.slots.name.${slot.kind}`)}
            lines={[line(slot)]}
          />
        ))}
      </Group>
    </div>
  );
}
