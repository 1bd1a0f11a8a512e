import { activity } from "./activity";
import { backup } from "./backup";
import { check } from "./check";
import { doctor } from "./doctor";
import { endpoint } from "./endpoint";
import { errors } from "./errors";
import { form } from "./form";
import { frame } from "./frame";
import { imports } from "./imports";
import { keys } from "./keys";
import { lend } from "./lend";
import { models } from "./models";
import { preferences } from "./preferences";
import { profiles } from "./profiles";
import { trouble } from "./trouble";
import { tryit } from "./tryit";
import { useit } from "./useit";
import { passphrase, recovery, vault } from "./vault";

export const en = {
  activity,
  backup,
  check,
  doctor,
  endpoint,
  errors,
  form,
  frame,
  imports,
  keys,
  lend,
  models,
  passphrase,
  preferences,
  profiles,
  recovery,
  trouble,
  tryit,
  useit,
  vault,
};

/** The shape every language fills in. English is the source. */
export type Words = typeof en;
