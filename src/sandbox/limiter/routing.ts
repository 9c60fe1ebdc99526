import { seededRandom } from '../../kernel/random.ts';

/** Which of several nodes a request comes to. */
export type Routing = () => number;

/** One node after the other. */
export function inTurn(nodes: number): Routing {
  let turn = -1;
  return () => {
    turn = (turn + 1) % nodes;
    return turn;
  };
}

/** Any node, with the same chance for each; the same seed sends the same way. */
export function atRandom(nodes: number, seed: number): Routing {
  const random = seededRandom(seed);
  return () => random.below(nodes);
}
