/** A state of the automaton: it consumes a character that `test` accepts, or moves on for free. */
interface State {
  readonly test?: (code: number) => boolean;
  readonly assert?: 'start' | 'end';
  next: number[];
}

interface Fragment {
  readonly start: number;
  /** The state whose `next` is still open. */
  readonly end: number;
}

/** A pattern that this automaton does not know. */
class UnsupportedPattern extends Error {}

const MOST_STATES = 20_000;
const MOST_REPEATS = 2000;

/**
 * A matcher that takes time in proportion to the text (Thompson's construction), for the common part of regular expressions: classes,
 * groups, alternation, quantifiers and anchors. Undefined for a pattern beyond that part.
 */
export function linearMatcher(source: string, whole: boolean): ((text: string) => boolean) | undefined {
  try {
    const states: State[] = [];
    const reader = new PatternReader(source, states);
    const fragment = reader.pattern();
    return (text) => run(states, fragment, text, whole);
  } catch (thrown) {
    if (thrown instanceof UnsupportedPattern) return undefined;
    throw thrown;
  }
}

function run(states: readonly State[], fragment: Fragment, text: string, whole: boolean): boolean {
  let current = new Set<number>();
  for (let at = 0; at <= text.length; at++) {
    if (at === 0 || !whole) follow(states, fragment.start, current, at, text.length);
    if (current.has(fragment.end) && (!whole || at === text.length)) return true;
    if (at === text.length) return false;
    const code = text.charCodeAt(at);
    const next = new Set<number>();
    for (const index of current) {
      const state = states[index];
      if (state?.test?.(code)) for (const to of state.next) follow(states, to, next, at + 1, text.length);
    }
    current = next;
    if (whole && current.size === 0) return false;
  }
  return false;
}

function follow(states: readonly State[], start: number, into: Set<number>, at: number, length: number): void {
  const stack = [start];
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (into.has(index)) continue;
    const state = states[index];
    if (!state || (state.assert === 'start' && at !== 0) || (state.assert === 'end' && at !== length)) continue;
    into.add(index);
    if (!state.test) stack.push(...state.next);
  }
}

class PatternReader {
  private at = 0;
  private readonly source: string;
  private readonly states: State[];

  constructor(source: string, states: State[]) {
    this.source = source;
    this.states = states;
  }

  pattern(): Fragment {
    const fragment = this.alternation();
    if (this.at < this.source.length) throw new UnsupportedPattern();
    return fragment;
  }

  private add(state: State): number {
    if (this.states.length >= MOST_STATES) throw new UnsupportedPattern();
    return this.states.push(state) - 1;
  }

  private link(from: number, to: number): void {
    this.states[from]?.next.push(to);
  }

  private alternation(): Fragment {
    const branches = [this.sequence()];
    while (this.source.charAt(this.at) === '|') {
      this.at++;
      branches.push(this.sequence());
    }
    const [only] = branches;
    if (only && branches.length === 1) return only;
    const end = this.add({ next: [] });
    for (const branch of branches) this.link(branch.end, end);
    return { start: this.add({ next: branches.map(({ start }) => start) }), end };
  }

  private sequence(): Fragment {
    const start = this.add({ next: [] });
    let end = start;
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      const part = this.quantified();
      this.link(end, part.start);
      end = part.end;
    }
    return { start, end };
  }

  private quantified(): Fragment {
    const before = this.at;
    const first = this.atom();
    const after = this.at;
    const bounds = this.bounds();
    if (!bounds) return first;
    const [least, most] = bounds;
    const rest = this.at;
    const again = (): Fragment => {
      this.at = before;
      const copy = this.atom();
      this.at = rest;
      return copy;
    };
    if (after === before) throw new UnsupportedPattern();
    return this.repeat(first, again, least, most);
  }

  private repeat(first: Fragment, again: () => Fragment, least: number, most: number): Fragment {
    if (Math.max(least, Number.isFinite(most) ? most : 0) > MOST_REPEATS) throw new UnsupportedPattern();
    const start = this.add({ next: [] });
    let end = start;
    let unused: Fragment | undefined = first;
    const copy = (): Fragment => {
      const taken = unused ?? again();
      unused = undefined;
      return taken;
    };
    for (let i = 0; i < least; i++) {
      const part = copy();
      this.link(end, part.start);
      end = part.end;
    }
    const exit = this.add({ next: [] });
    if (most === Number.POSITIVE_INFINITY) {
      const part = copy();
      const loop = this.add({ next: [part.start, exit] });
      this.link(end, loop);
      this.link(part.end, loop);
      return { start, end: exit };
    }
    for (let i = least; i < most; i++) {
      const part = copy();
      this.link(end, part.start);
      this.link(end, exit);
      end = part.end;
    }
    this.link(end, exit);
    return { start, end: exit };
  }

  private bounds(): readonly [number, number] | undefined {
    const match = /^(?:[*+?]|\{([0-9]{1,5})(,([0-9]{0,5}))?\})\??/.exec(this.source.slice(this.at, this.at + 20));
    if (!match) return undefined;
    this.at += match[0].length;
    const [symbol, low, comma, high] = match;
    if (symbol.startsWith('*')) return [0, Number.POSITIVE_INFINITY];
    if (symbol.startsWith('+')) return [1, Number.POSITIVE_INFINITY];
    if (symbol.startsWith('?')) return [0, 1];
    const least = Number(low);
    return [least, comma === undefined ? least : high ? Number(high) : Number.POSITIVE_INFINITY];
  }

  private one(test: (code: number) => boolean): Fragment {
    const end = this.add({ next: [] });
    return { start: this.add({ test, next: [end] }), end };
  }

  private atom(): Fragment {
    const char = this.source.charAt(this.at++);
    if (char === '(') return this.group();
    if (char === '[') return this.one(this.characterClass());
    if (char === '.') return this.one(() => true);
    if (char === '^' || char === '$') {
      const state = this.add({ assert: char === '^' ? 'start' : 'end', next: [] });
      return { start: state, end: this.tail(state) };
    }
    if (char === '\\') return this.one(this.escape());
    if ('*+?{'.includes(char)) throw new UnsupportedPattern();
    const code = char.charCodeAt(0);
    return this.one((other) => other === code);
  }

  private tail(state: number): number {
    const end = this.add({ next: [] });
    this.link(state, end);
    return end;
  }

  private group(): Fragment {
    if (this.source.startsWith('?:', this.at)) this.at += 2;
    else if (this.source.charAt(this.at) === '?') throw new UnsupportedPattern();
    const inner = this.alternation();
    if (this.source.charAt(this.at++) !== ')') throw new UnsupportedPattern();
    return inner;
  }

  private escape(): (code: number) => boolean {
    const char = this.source.charAt(this.at++);
    const known = CLASSES[char];
    if (known) return known;
    const plain = CONTROLS[char] ?? (/[A-Za-z0-9]/.test(char) ? undefined : char.charCodeAt(0));
    if (plain === undefined || Number.isNaN(plain)) throw new UnsupportedPattern();
    return (code) => code === plain;
  }

  private characterClass(): (code: number) => boolean {
    const negated = this.source.charAt(this.at) === '^';
    if (negated) this.at++;
    const tests: ((code: number) => boolean)[] = [];
    while (this.source.charAt(this.at) !== ']') {
      if (this.at >= this.source.length) throw new UnsupportedPattern();
      tests.push(this.classPart());
    }
    this.at++;
    return (code) => tests.some((test) => test(code)) !== negated;
  }

  private classPart(): (code: number) => boolean {
    const char = this.source.charAt(this.at++);
    if (char === '\\' && CLASSES[this.source.charAt(this.at)]) return this.escape();
    const low = char === '\\' ? this.classEscape() : char.charCodeAt(0);
    if (this.source.charAt(this.at) !== '-' || this.source.charAt(this.at + 1) === ']') return (code) => code === low;
    this.at++;
    const next = this.source.charAt(this.at++);
    const high = next === '\\' ? this.classEscape() : next.charCodeAt(0);
    return (code) => code >= low && code <= high;
  }

  private classEscape(): number {
    const char = this.source.charAt(this.at++);
    const code = CONTROLS[char] ?? (/[A-Za-z0-9]/.test(char) ? undefined : char.charCodeAt(0));
    if (code === undefined || Number.isNaN(code)) throw new UnsupportedPattern();
    return code;
  }
}

const digit = (code: number) => code >= 48 && code <= 57;
const word = (code: number) => digit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const space = (code: number) => /\s/.test(String.fromCharCode(code));
const CLASSES: Readonly<Record<string, (code: number) => boolean>> = {
  d: digit,
  D: (code) => !digit(code),
  w: word,
  W: (code) => !word(code),
  s: space,
  S: (code) => !space(code),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };
