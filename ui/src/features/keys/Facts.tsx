import type { ReactNode } from "react";
import { RelativeTime, useRelative } from "../../components/RelativeTime";
import { useSpeech } from "../../i18n/useSpeech";
import { type AccountView, type CommandError, type CredentialView, useProviders } from "../../ipc";
import { testid } from "../../test/testids";
import { LendPolicyFact } from "../import/LendPolicyFact";
import { accountFacts } from "./account";
import { LastUsed } from "./LastUsed";
import { Note } from "./Note";
import { regionName } from "./region";

type FactsProps = {
  profile: string | null;
  view: CredentialView;
  onError: (error: CommandError | null) => void;
};

/** The small print of a credential, only as far as there is something to say. */
export function Facts({ profile, view, onError }: FactsProps) {
  const speech = useSpeech();
  const { t, day } = speech;
  const { data: providers } = useProviders(profile);
  const provider = providers?.find((each) => each.id === view.provider);
  const region = provider?.regions.find((each) => each.id === view.region);
  const facts: [string, ReactNode][] = [];
  const add = (name: Name, value: ReactNode) => facts.push([t(`keys.facts.${name}`), value]);
  if (view.baseUrl) add("address", <Id>{view.baseUrl}</Id>);
  if (region) add("region", regionName(speech, region));
  if (view.organization) add("organization", <Id>{view.organization}</Id>);
  if (view.project) add("project", <Id>{view.project}</Id>);
  add("added", <RelativeTime at={view.createdAt} />);
  if (view.keySet || view.lastUsedAt) add("lastUsed", <LastUsed view={view} />);
  if (view.renewBy) add(view.renewTold ? "endsOn" : "renewBy", day(view.renewBy));
  if (view.keySet) {
    facts.push([
      t("lend.label"),
      <LendPolicyFact key="lend" profile={profile} view={view} onError={onError} />,
    ]);
  }
  return (
    <div className="flex flex-col gap-2">
      {view.account ? <AccountFacts account={view.account} /> : null}
      <dl data-testid={testid.facts} className={ROW}>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      {view.note ? (
        <dl className={ROW}>
          <Fact name={t("keys.facts.note")}>
            <Note key={view.note} text={view.note} />
          </Fact>
        </dl>
      ) : null}
    </div>
  );
}

const ROW = "figures flex flex-wrap items-baseline gap-x-6 gap-y-1 text-small";

type Name =
  | "address"
  | "region"
  | "organization"
  | "project"
  | "added"
  | "lastUsed"
  | "renewBy"
  | "endsOn";

/** What the provider told of the account beside its answer, and when: such figures grow old. */
function AccountFacts({ account }: { account: AccountView }) {
  const speech = useSpeech();
  const { t, absolute } = speech;
  const say = useRelative();
  const facts = accountFacts(speech, account);
  const last = facts.length - 1;
  if (last < 0) return null;
  return (
    <dl data-testid={testid.account} aria-label={t("keys.account.title")} className={ROW}>
      {facts.map(({ id, name, value }, index) => (
        <Fact key={id} name={name}>
          <span className="selectable wrap-anywhere">{value}</span>
          {index === last ? (
            <time dateTime={account.at} title={absolute(account.at)} className="text-muted">
              {` · ${t("keys.account.told", { when: say(account.at) })}`}
            </time>
          ) : null}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-2">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Id({ children }: { children: string }) {
  return <span className="selectable font-mono wrap-anywhere">{children}</span>;
}
