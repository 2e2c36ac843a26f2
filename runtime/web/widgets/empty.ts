/** Whether there is nothing to show: unset, or a list without members. Zero and false are something. */
export function isEmpty(value: unknown): value is null | undefined {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
