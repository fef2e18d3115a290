/**
 * Words and the linear model alone: for tests of thousands of messages that are about something else than what is
 * understood in them. No model is loaded and no process started.
 */
export const LEXICAL = { sentiment: { model: "lexicon" }, topic: { model: "linear" } } as const;

/** The same for a process, by its environment. */
export const LEXICAL_ENV = { MINYI_SENTIMENT_MODEL: "lexicon", MINYI_TOPIC_MODEL: "linear" } as const;

/** The same for a configuration file. */
export const LEXICAL_YAML = "sentiment: { model: lexicon }\ntopic: { model: linear }\n";
