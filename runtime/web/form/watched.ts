const watching = new WeakSet<object>();

/**
 * A value whose missing members are told: what an expression asks for and the page does not have. A member that is
 * there and null is an answer, and so are `optional` ones of the value itself.
 */
export function watched<V>(value: V, onMissing: () => void, optional: ReadonlySet<string> = none): V {
  if (typeof value !== "object" || value === null || watching.has(value)) return value;
  const proxy = new Proxy(value, {
    getOwnPropertyDescriptor(target, name) {
      const found = Reflect.getOwnPropertyDescriptor(target, name);
      if (!found && !optional.has(String(name))) onMissing();
      return found;
    },
    get: (target, name) => watched(Reflect.get(target, name), onMissing),
  });
  watching.add(proxy);
  return proxy;
}

const none: ReadonlySet<string> = new Set();
