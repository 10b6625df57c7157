import { type Said, said } from '@zhiheng/contracts';
import type { CentrePolicy } from '../centre-policy.ts';

/** The units of a centre by what a file may call them: their code, or their name in either language. */
export class UnitNames {
  readonly #codes = new Map<string, Set<string>>();
  readonly #retired = new Set<string>();
  /** What is found under a name as most files have it: as the centre itself writes it. */
  readonly #asWritten = new Map<string, string | Said>();

  constructor({ policy, compiled }: CentrePolicy) {
    for (const { code, name } of policy.units) {
      for (const one of [code, name.zh, name.en]) this.#add(one, code);
      if (compiled.unitOf.get(code)?.retired) this.#retired.add(code);
    }
    for (const { code, name } of policy.units)
      for (const one of [code, name.zh, name.en]) this.#asWritten.set(one, this.#find(one));
  }

  /** Its code, or what is wrong with the name. Of several by one name those in use count. */
  find(name: string): string | Said {
    return this.#asWritten.get(name) ?? this.#find(name);
  }

  #find(name: string): string | Said {
    const found = [...(this.#codes.get(plain(name)) ?? [])];
    const [code, another] = found.length > 1 ? found.filter((one) => !this.#retired.has(one)) : found;
    if (code === undefined) return said('row-unit', { unit: name });
    if (another !== undefined) return said('row-unit-several', { unit: name });
    return this.#retired.has(code) ? said('row-unit-retired', { unit: name }) : code;
  }

  #add(name: string, code: string): void {
    const codes = this.#codes.get(plain(name)) ?? new Set();
    this.#codes.set(plain(name), codes.add(code));
  }
}

const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
