/**
 * Node calls its own SQLite experimental and says so on stderr at every start. Which engine is used is our decision and
 * `minyi doctor` shows it, so that one warning is kept from users. Imported before anything that may open a database.
 */
const emitWarning = process.emitWarning.bind(process) as (...parts: unknown[]) => void;

process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
  const text = typeof warning === "string" ? warning : warning.message;
  if (/^SQLite is an experimental feature/.test(text)) return;
  emitWarning(warning, ...rest);
}) as typeof process.emitWarning;
