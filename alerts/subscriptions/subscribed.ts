import type { AlertLevel } from "../../core/alert.js";
import type { Subscription } from "../../state/alert-subscriptions.js";
import type { Scope } from "./scope.js";

/**
 * Whether an official is told of a case: its level is among theirs, and on everything that they have bounded, the case is
 * known to be about one of theirs. What a case says nothing of (a city-wide one of the area) is not theirs by that bound.
 */
export function subscribed(subscription: Subscription, scope: Scope, level: AlertLevel): boolean {
  const { areas, topics, departments, levels } = subscription;
  return (
    (levels?.includes(level) ?? true) &&
    meets(areas, scope.areas) &&
    meets(topics, scope.topics) &&
    meets(departments, scope.departments)
  );
}

function meets(bound: readonly string[] | undefined, values: readonly string[]): boolean {
  return bound === undefined || values.some((value) => bound.includes(value));
}
