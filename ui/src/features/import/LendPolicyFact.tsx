import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { ChevronDownIcon, LockIcon } from "../../components/icons";
import { Menu, MenuChoice } from "../../components/Menu";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  type CredentialView,
  commandErrorOf,
  host,
  type LendPolicy,
  putCredential,
} from "../../ipc";
import { testid } from "../../test/testids";

const POLICIES = ["allow", "named", "never"] as const satisfies readonly LendPolicy[];
const KEEP = { change: "keep" } as const;

type PolicyProps = {
  profile: string | null;
  view: CredentialView;
  onError: (error: CommandError | null) => void;
};

/** To which programs the key may be lent; a choice is stored at once, and taken back where it was not. */
export function LendPolicyFact({ profile, view, onError }: PolicyProps) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { provider, lendPolicy } = view;
  const running = useRef(false);
  const [wanted, setWanted] = useState<LendPolicy | null>(null);
  const stillHere = useStillHere(`${profile ?? ""} ${provider}`);
  const policy = wanted ?? lendPolicy;

  const choose = async (next: LendPolicy) => {
    if (running.current || next === lendPolicy) return;
    running.current = true;
    setWanted(next);
    onError(null);
    try {
      const request = { profile, provider, key: null, baseUrl: KEEP, region: null, label: KEEP };
      const stored = await host.updateCredential({ ...request, lendPolicy: next });
      putCredential(client, profile, stored);
      announce(t("lend.changed", { what: t(`lend.${stored.lendPolicy}`) }));
    } catch (thrown) {
      if (stillHere()) onError(commandErrorOf(thrown));
    } finally {
      running.current = false;
      setWanted(null);
    }
  };
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          data-testid={testid.lendPolicy}
          data-policy={policy}
          aria-busy={wanted !== null || undefined}
          aria-label={t("lend.changed", { what: t(`lend.${policy}`) })}
          className="-mx-1 inline-flex items-baseline gap-1 rounded-control px-1 text-left leading-6 hover:bg-ink/8"
        >
          {policy === "allow" ? null : <LockIcon className="size-3.5 self-center text-info" />}
          {t(`lend.${policy}`)}
          <ChevronDownIcon className="size-3.5 self-center text-muted" />
        </button>
      }
    >
      <MenuChoice
        value={policy}
        onChange={(next) => void choose(next as LendPolicy)}
        options={POLICIES.map((value) => ({
          value,
          label: t(`lend.${value}`),
          hint: t(`lend.${value}Hint`),
          testid: testid.lendOption(value),
        }))}
      />
    </Menu>
  );
}
