/**
 * Words and the linear model alone, no hot issues, no alerts: for tests of thousands of messages that are about something else
 * than what is understood in them. No model is loaded and no process started.
 */
export const LEXICAL = {
  sentiment: { model: "lexicon" },
  topic: { model: "linear" },
  issues: { enabled: false },
  alerts: { enabled: false },
} as const;

/** The same for a process, by its environment. */
export const LEXICAL_ENV = {
  MINYI_SENTIMENT_MODEL: "lexicon",
  MINYI_TOPIC_MODEL: "linear",
  MINYI_ISSUES_ENABLED: "false",
  MINYI_ALERTS_ENABLED: "false",
} as const;

/** The same for a configuration file. */
export const LEXICAL_YAML =
  "sentiment: { model: lexicon }\ntopic: { model: linear }\nissues: { enabled: false }\nalerts: { enabled: false }\n";
