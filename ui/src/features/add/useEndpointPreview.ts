import { useEffect, useState } from "react";
import { type CommandError, commandErrorOf, type EndpointRequest, host } from "../../ipc";

const PAUSE_MS = 250;
/** The address of the model list does not depend on the name, which may not be one yet. */
const ANY_NAME = "endpoint";

type Asked = Pick<EndpointRequest, "dialect" | "baseUrl" | "modelsPath">;
type Answer = { url: string | null; error: CommandError | null };
type Answered = Answer & { of: string };

const NOTHING: Answer = { url: null, error: null };

/**
 * The address that checks would ask, shortly after typing has paused. While the next answer is on
 * its way the last address stays; a fault is told of the text that stands there alone.
 */
export function useEndpointPreview({ dialect, baseUrl, modelsPath }: Asked): Answer {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const of = textOf({ dialect, baseUrl, modelsPath });
  useEffect(() => {
    if (!baseUrl) return setAnswered(null);
    let current = true;
    const timer = setTimeout(async () => {
      const asked = { dialect, baseUrl, modelsPath };
      const answer = await preview(asked);
      if (current) setAnswered({ of: textOf(asked), ...answer });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [dialect, baseUrl, modelsPath]);
  if (!answered || !baseUrl) return NOTHING;
  return answered.of === of ? answered : { ...answered, error: null };
}

const textOf = ({ dialect, baseUrl, modelsPath }: Asked) =>
  [dialect, baseUrl, modelsPath ?? ""].join("\n");

async function preview(asked: Asked): Promise<Answer> {
  const request = { ...asked, slug: ANY_NAME, keyOptional: false, headers: [] };
  try {
    return { url: await host.previewEndpoint(request), error: null };
  } catch (thrown) {
    return { url: null, error: commandErrorOf(thrown) };
  }
}
