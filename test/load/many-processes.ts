import { median, rate, type Server } from "./client.ts";
import type { Figure } from "./figures.ts";
import type { Filled } from "./fill.ts";
import { type Place, type Running, startProduct } from "./processes.ts";
import { number } from "./table.ts";
import { works } from "./works.ts";

const kinds = ["read by id", "indexed list of 50 with a relation and a count", "update"];
const processes = 4;

/** The throughput of several app processes on one database against that of one; clients ask them in turn. */
export async function manyProcesses({
  place,
  filled,
  product,
  clerk,
  rounds,
  milliseconds,
}: {
  place: Place;
  filled: Filled;
  product: Running;
  clerk: Server;
  rounds: number;
  milliseconds: number;
}): Promise<Figure[]> {
  if (place.databaseUrl === undefined)
    return [
      { work: `${processes} app processes`, figure: "only with DATABASE_URL: an embedded server serves one" },
    ];
  await using others = new AsyncDisposableStack();
  const ports = [product.port];
  while (ports.length < processes) ports.push(others.use(await startProduct(place)).port);
  const all = ports.map((port): Server => ({ ...clerk, port }));
  const figures: Figure[] = [];
  for (const work of works(filled).filter(({ name }) => kinds.includes(name))) {
    const speeds: { one: number; many: number }[] = [];
    for (let round = 0; round <= rounds; round++) {
      const one = await rate(clerk, { clients: 8, milliseconds, next: work.product });
      const each = await Promise.all(
        all.map((house) => rate(house, { clients: 8 / processes, milliseconds, next: work.product })),
      );
      if (round > 0) speeds.push({ one, many: each.reduce((sum, speed) => sum + speed, 0) });
    }
    const ratio = median(speeds.map(({ one, many }) => many / one));
    const [one, many] = [median(speeds.map((speed) => speed.one)), median(speeds.map((speed) => speed.many))];
    figures.push({
      work: `${work.name}: one app process, ${processes}`,
      figure: `${number(one)} /s, ${number(many)} /s (${ratio.toFixed(2)})`,
    });
  }
  return figures;
}
