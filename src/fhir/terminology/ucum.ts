/** Atoms that take a metric prefix (UCUM, section 4). */
const METRIC = new Set(
  (
    'm s g rad K C cd mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t u eV pc bar st kat U cal ' +
    'cal_IT cal_th [Cal] [iU] [IU] Np B B[SPL] B[V] B[mV] B[uV] B[10.nV] B[W] B[kW] osm eq g% gf m[H2O] m[Hg] Ci R RAD REM Kt mho ' +
    'G Mx Gb Oe P St dyn erg Bi [c] [h] [k] [eps_0] [mu_0] [e] [m_e] [m_p] [G] [g] [ly] Lmb ph lm sb tex bit bit_s By Bd ' +
    "deg 10* 10^ [pH] kp att [psi] [p'diop] bit_s [m/s2/Hz^0.5]"
  ).split(' '),
);

/** Atoms without prefixes. */
const PLAIN = new Set(
  (
    "% [ppth] [ppm] [ppb] [pptr] 10* 10^ [pi] deg ' '' gon min h d a_t a_j a_g a wk mo_s mo_j mo_g mo [in_i] [ft_i] [yd_i] [mi_i] " +
    '[fth_i] [nmi_i] [kn_i] [sin_i] [sft_i] [syd_i] [cin_i] [cft_i] [cyd_i] [bf_i] [cr_i] [mil_i] [cml_i] [hd_i] [ft_us] [yd_us] ' +
    '[in_us] [rd_us] [ch_us] [lk_us] [rch_us] [rlk_us] [fth_us] [fur_us] [mi_us] [acr_us] [srd_us] [smi_us] [sct] [twp] [mil_us] ' +
    '[gal_us] [bbl_us] [qt_us] [pt_us] [gil_us] [foz_us] [fdr_us] [min_us] [crd_us] [bu_us] [gal_wi] [pk_us] [dqt_us] [dpt_us] ' +
    '[tbs_us] [tsp_us] [cup_us] [foz_m] [cup_m] [tsp_m] [tbs_m] [gal_br] [pk_br] [bu_br] [qt_br] [pt_br] [gil_br] [foz_br] ' +
    '[fdr_br] [min_br] [gr] [lb_av] [oz_av] [dr_av] [scwt_av] [lcwt_av] [ston_av] [lton_av] [stone_av] [pwt_tr] [oz_tr] [lb_tr] ' +
    '[sc_ap] [dr_ap] [oz_ap] [lb_ap] [oz_m] [lne] [pnt] [pca] [pnt_pr] [pca_pr] [pied] [pouce] [ligne] [didot] [cicero] [degF] ' +
    "[degR] [degRe] [Btu] [Btu_39] [Btu_59] [Btu_60] [Btu_m] [Btu_IT] [Btu_th] [HP] [tex] [den] [psi] [lbf_av] [diop] [p'diop] " +
    "[hnsf'U] [MET] [hp_X] [hp_C] [hp_M] [hp_Q] [hp'_X] [hp'_C] [hp'_M] [hp'_Q] [arb'U] [USP'U] [GPL'U] [MPL'U] [APL'U] [beth'U] " +
    "[anti'Xa'U] [todd'U] [dye'U] [smgy'U] [bdsk'U] [ka'U] [knk'U] [mclg'U] [tb'U] [CCID_50] [TCID_50] [EID_50] [PFU] [FFU] [CFU] " +
    "[IR] [BAU] [AU] [Amb'a'1'U] [PNU] [Lf] [D'ag'U] [FEU] [ELU] [EU] [HPF] [LPF] [drp] [Ch] [car_Au] [car_m] [pH] [S] AU " +
    "[in_i'Hg] [in_i'H2O] m[H2O] m[Hg] [cal_15] cal_[15] cal_[20] [S] [mu_0] [wood'U] [bu] atm att b sph circ [smoot] [Ci] " +
    "[hnsf'U] [m/s2/Hz^0.5] [NTU] [FNU] [kn_br] [in_br] [ft_br] [rd_br] [ch_br] [lk_br] [fth_br] [pc_br] [yd_br] [mi_br] [nmi_br] " +
    '[acr_br] ASD ST bit_s %[slope] [mesh_i] [PRU] Ao cal_m Gal Ky [IU] [iU] [Bi] [DPM] [CPM]'
  ).split(' '),
);

const PREFIXES = [
  'da',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Y',
  'Z',
  'E',
  'P',
  'T',
  'G',
  'M',
  'k',
  'h',
  'd',
  'c',
  'm',
  'u',
  'n',
  'p',
  'f',
  'a',
  'z',
  'y',
];

/** True for a valid case-sensitive UCUM expression. */
export function isUcum(code: string): boolean {
  if (code.length === 0 || code.length > 200 || /[^\x20-\x7e]/.test(code) || /\s/.test(code.replace(/\{[^{}]*\}/g, '')))
    return false;
  const reader = { code, at: 0, depth: 0 };
  return term(reader) && reader.at === code.length;
}

interface Reader {
  readonly code: string;
  at: number;
  depth: number;
}

function term(reader: Reader): boolean {
  if (++reader.depth > 20) return false;
  if (reader.code.charAt(reader.at) === '/') reader.at++;
  if (!component(reader)) return false;
  for (;;) {
    const char = reader.code.charAt(reader.at);
    if (char !== '.' && char !== '/') break;
    reader.at++;
    if (!component(reader)) return false;
  }
  reader.depth--;
  return true;
}

function component(reader: Reader): boolean {
  const { code } = reader;
  if (code.charAt(reader.at) === '(') {
    reader.at++;
    if (!term(reader) || code.charAt(reader.at) !== ')') return false;
    reader.at++;
    return code.charAt(reader.at) === '{' ? annotation(reader) : true;
  }
  const start = reader.at;
  if (code.charAt(start) === '{') return annotation(reader);
  const word = /^(?:\[[^\]{}]*\]|[^./(){}[\]])+/.exec(code.slice(start))?.[0] ?? '';
  if (word === '') return false;
  reader.at += word.length;
  if (!/^[0-9]+$/.test(word) && !isUnit(word)) return false;
  return code.charAt(reader.at) === '{' ? annotation(reader) : true;
}

function annotation(reader: Reader): boolean {
  const end = reader.code.indexOf('}', reader.at);
  if (end < 0 || reader.code.slice(reader.at + 1, end).includes('{')) return false;
  reader.at = end + 1;
  return true;
}

/** An atom with optional prefix and exponent. */
function isUnit(word: string): boolean {
  const match = /^(10[*^]|.*?[^0-9+-]|.*[^0-9+-])([+-]?[0-9]+)?$/.exec(word);
  const names = new Set([word, match?.[1] ?? word]);
  for (const name of names) {
    if (METRIC.has(name) || PLAIN.has(name)) return true;
    if (PREFIXES.some((prefix) => name.startsWith(prefix) && METRIC.has(name.slice(prefix.length)))) return true;
  }
  return false;
}
