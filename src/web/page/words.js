// The words of the page in both languages; symbols are the same in both and stand where they are used.
// {name} is replaced by a value. The texts that the server writes itself (warnings, refusals) are English.

export const WORDS = {
  en: {
    tagline: 'a small neural network that you teach with switches',
    language: 'Language',
    guide: 'What to do',
    step_flip: 'Flip i1 and i2: a question.',
    step_target: 'Flip t1 and t2: the answer you want.',
    step_teach: 'Press teach, and watch it learn.',
    mirror: 'This board is real: flip its switches by hand. The page mirrors them.',
    show_me: 'Show me: teach it to add',
    showing: 'Teaching 0+0, 0+1, 1+0, 1+1 …',

    state: 'How the learning goes',
    idle: 'Nothing taught yet.',
    idle_words: 'The LEDs show what random weights answer.',
    learning: 'Learning …',
    learning_words: 'With each step every weight moves a little against its gradient.',
    held_words: 'It learns only while teach is held, and only what the switches show.',
    paused: 'Paused.',
    learned: 'Learned!',
    learned_words: 'Flip i1 and i2: the LEDs give the answers you taught.',
    impossible: 'Impossible.',
    exclusive_or: 'Without biases, XOR or XNOR cannot be learned together with this answer of the other output. Biases would help.',
    copies: 'Without biases, one output cannot follow i1 while the other follows i2. Biases would help.',
    steps: 'steps',
    loss: 'loss',
    right: 'rows right',
    restarts: 'restarts',
    rate: 'learning rate α',

    live: 'Live',
    connecting: 'Connecting …',
    away: 'The daemon is out of reach. The page goes on by itself when it is back.',
    lost: 'The connection is lost. Trying again …',
    full: 'Too many are looking on. Trying again …',

    board: 'The board',
    simulated: 'simulated: click its switches',
    real: 'real ({kind}): it mirrors the switches there',
    input: 'input',
    target: 'target',
    status: 'status',
    switch_input: 'input switch {name}',
    switch_target: 'target switch {name}',
    button_teach: 'teach: learn what the switches show',
    button_forget: 'forget: new weights; held for 2 seconds, the samples go too',
    lit: 'on',
    dark: 'off',

    network: 'The network',
    network_note: 'the wider a line, the larger its weight; dashed is negative',
    weight: '{name} {value}, the weight from {from} to {to}',
    network_picture: 'The network with its eight weights: choose one to see its gradient',

    table: 'The truth table',
    table_note: 'what it answers to each input',
    target_column: 'target',
    right_column: 'right?',
    yes: 'right',
    no: 'not yet',
    untaught: 'not taught',

    ledger: 'The last step',
    ledger_of: '{name}, from {from} to {to}. Choose another in the network',
    ledger_none: 'No step has been made with these weights yet. Teach something!',
    ledger_sample: 'Sample {x} → {t}: loss {before} → {after}',
    global: 'global gradient',
    local: 'local gradient',
    product: 'product: the gradient',
    update: 'update',
    momentum: 'with momentum',

    map: 'What it would answer in between',
    map_note: 'bright: LED on; the line is the threshold',
    map_of: 'Map of {name} over the input square: i1 to the right, i2 upwards. {corners}',

    curve: 'The loss',
    curve_note: 'how far from the targets, step by step',
    curve_picture: 'Loss after {steps} steps: {loss}',
    curve_none: 'The curve begins with the first step.',

    export: 'Save weights and samples (JSON)',
    lesson: 'Save the lesson file',
  },

  ko: {
    tagline: '스위치로 가르치는 작은 신경망',
    language: '언어',
    guide: '하는 방법',
    step_flip: 'i1, i2를 움직입니다. 이것이 문제입니다.',
    step_target: 't1, t2를 움직입니다. 이것이 바라는 답입니다.',
    step_teach: 'teach를 누르고 배우는 모습을 봅니다.',
    mirror: '실제 보드입니다. 스위치는 손으로 움직이세요. 이 화면은 그대로 따라갑니다.',
    show_me: '보여 주세요: 덧셈 가르치기',
    showing: '0+0, 0+1, 1+0, 1+1을 가르치는 중 …',

    state: '학습 상태',
    idle: '아직 배운 것이 없습니다.',
    idle_words: 'LED는 무작위 가중치가 내놓는 답입니다.',
    learning: '배우는 중 …',
    learning_words: '한 걸음마다 모든 가중치가 제 기울기의 반대쪽으로 조금씩 움직입니다.',
    held_words: 'teach를 누르고 있는 동안, 스위치가 보여 주는 것만 배웁니다.',
    paused: '멈춰 있습니다.',
    learned: '다 배웠습니다!',
    learned_words: 'i1, i2를 움직여 보세요. LED가 가르친 답을 냅니다.',
    impossible: '불가능합니다.',
    exclusive_or: '편향(bias) 없이는 XOR나 XNOR를 다른 출력의 이 답과는 함께 배울 수 없습니다. 편향이 있으면 됩니다.',
    copies: '편향(bias) 없이는 한 출력이 i1을, 다른 출력이 i2를 따를 수 없습니다. 편향이 있으면 됩니다.',
    steps: '걸음',
    loss: '오차',
    right: '맞은 줄',
    restarts: '재시작',
    rate: '학습률 α',

    live: '실시간',
    connecting: '연결하는 중 …',
    away: '데몬에 닿지 않습니다. 돌아오면 저절로 이어집니다.',
    lost: '연결이 끊겼습니다. 다시 잇는 중 …',
    full: '보는 사람이 너무 많습니다. 다시 시도하는 중 …',

    board: '보드',
    simulated: '모의 보드: 스위치를 눌러 보세요',
    real: '실제 보드({kind}): 그쪽 스위치를 따라갑니다',
    input: '입력',
    target: '목표',
    status: '상태',
    switch_input: '입력 스위치 {name}',
    switch_target: '목표 스위치 {name}',
    button_teach: 'teach: 스위치가 보여 주는 것을 배웁니다',
    button_forget: 'forget: 가중치를 새로 뽑습니다. 2초 누르고 있으면 표본도 잊습니다',
    lit: '켜짐',
    dark: '꺼짐',

    network: '신경망',
    network_note: '선이 굵을수록 큰 가중치, 점선은 음수',
    weight: '{name} {value}, {from}에서 {to}로 가는 가중치',
    network_picture: '가중치 여덟 개가 있는 신경망. 하나를 고르면 그 기울기가 보입니다',

    table: '진리표',
    table_note: '입력마다 내놓는 답',
    target_column: '목표',
    right_column: '맞음?',
    yes: '맞음',
    no: '아직',
    untaught: '가르치지 않음',

    ledger: '마지막 걸음',
    ledger_of: '{from}에서 {to}로 가는 {name}. 신경망에서 다른 것을 골라 보세요',
    ledger_none: '이 가중치로는 아직 한 걸음도 내딛지 않았습니다. 무엇이든 가르쳐 보세요!',
    ledger_sample: '표본 {x} → {t}: 오차 {before} → {after}',
    global: '전역 기울기',
    local: '국소 기울기',
    product: '곱: 기울기',
    update: '갱신',
    momentum: '모멘텀 더함',

    map: '그 사이에서는 어떻게 답할까',
    map_note: '밝으면 LED가 켜짐, 선은 문턱값',
    map_of: '입력 사각형 위의 {name} 지도. 오른쪽이 i1, 위쪽이 i2. {corners}',

    curve: '오차',
    curve_note: '걸음마다 목표에서 얼마나 떨어져 있는가',
    curve_picture: '{steps}걸음 뒤의 오차: {loss}',
    curve_none: '첫 걸음부터 곡선이 시작됩니다.',

    export: '가중치와 표본 저장 (JSON)',
    lesson: '수업 파일 저장',
  },
};

const KEPT = 'backpropd-language';

let language = kept() ?? (navigator.languages?.find((it) => /^(ko|en)\b/i.test(it)) ?? 'en').slice(0, 2).toLowerCase();

// Where nothing may be kept, the choice lasts as long as the page.
function kept() {
  try {
    const it = localStorage.getItem(KEPT);
    return it in WORDS ? it : null;
  } catch {
    return null;
  }
}

export function currentLanguage() {
  return language;
}

export function choose(chosen) {
  language = chosen;
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // as above
  }
}

/** The words of that name, with each {value} filled in. */
export function say(name, values = {}) {
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, value) => values[value]);
}
