/** A switch that is known of no real system: mode `faithful` leaves it off. */
export function generic<const Id extends string>(id: Id, title: string, documented: string, actual: string) {
  return { id, title, documented, actual, faithful: false } as const;
}
