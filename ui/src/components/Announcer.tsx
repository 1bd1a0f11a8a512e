import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

type Announce = (text: string, urgency?: "polite" | "assertive") => void;

const AnnounceContext = createContext<Announce>(() => undefined);

export const useAnnounce = () => useContext(AnnounceContext);

/** Two live regions that are there from the first moment, as screen readers want them. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState({ text: "", turn: 0 });
  const [assertive, setAssertive] = useState({ text: "", turn: 0 });
  const announce = useCallback<Announce>((text, urgency = "polite") => {
    const set = urgency === "assertive" ? setAssertive : setPolite;
    set((before) => ({ text, turn: before.turn + 1 }));
  }, []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div aria-live="polite" className="sr-only" data-testid="announce-polite">
        <span key={polite.turn}>{polite.text}</span>
      </div>
      <div aria-live="assertive" className="sr-only" data-testid="announce-assertive">
        <span key={assertive.turn}>{assertive.text}</span>
      </div>
    </AnnounceContext.Provider>
  );
}
