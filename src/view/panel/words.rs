//! The words of the terminal panel in each language. The names of the parts are the same in both, as on the board.

use crate::language::texts;

texts! {
    pub(super) SIMULATED: "simulated board", "모의 보드";
    pub(super) HARDWARE: "board {board}, read-only", "보드 {board}, 보기 전용";
    pub(super) DAEMON: "daemon", "데몬";
    pub(super) DAEMON_AT: "daemon at {socket}", "데몬 {socket}";
    pub(super) SEED: "seed {seed}", "시드 {seed}";

    pub(super) BOARD: "board", "보드";
    pub(super) INPUT: "input", "입력";
    pub(super) TARGET: "target", "목표";
    pub(super) NETWORK: "network", "신경망";
    pub(super) TABLE: "truth table", "진리표";
    pub(super) LOSS: "loss", "오차";
    pub(super) LOSS_OF_STEPS: "loss over the steps", "걸음에 따른 오차";
    pub(super) NO_LOSS: "nothing taught yet", "아직 가르친 것이 없습니다";

    pub(super) IDLE: "nothing taught yet", "배운 것 없음";
    pub(super) LEARNING: "learning", "학습 중";
    pub(super) LEARNED: "learned", "다 배움";
    pub(super) IMPOSSIBLE: "impossible", "불가능";
    pub(super) PAUSED: "paused", "멈춤";

    pub(super) STEPS: "step", "걸음";
    pub(super) PACE: "pace", "빠르기";
    pub(super) PER_SECOND: "{n}/s", "초당 {n}";
    pub(super) RESTARTS: "restarts", "재시작";
    pub(super) LEARNING_RATE: "learning rate α", "학습률 α";
    pub(super) TOLERANCE: "tolerance", "허용 오차";
    pub(super) BIAS: "biases", "편향";
    pub(super) MODE: "mode", "학습 방식";
    pub(super) RIGHT_ROWS: "rows right", "맞은 줄";

    pub(super) HOW_TO_TEACH: "Set i1 i2 (keys 1 2) and the answer you want, t1 t2 (keys 3 4); t teaches it.",
        "i1 i2(1 2)와 바라는 답 t1 t2(3 4)를 맞추고 t를 누르면 배웁니다.";
    pub(super) IT_LEARNS: "It learns: {right} of {taught} taught rows are right.",
        "배우고 있습니다. 가르친 {taught}줄 가운데 {right}줄이 맞습니다.";
    pub(super) IT_RESTS: "Learned: the LEDs answer as taught. Flip i1 i2 to see; teach another answer any time.",
        "다 배웠습니다. i1 i2를 바꿔 LED를 보세요. 언제든 다른 답을 가르쳐도 됩니다.";
    pub(super) IT_IS_PAUSED: "Paused: p goes on.", "멈췄습니다. p를 누르면 이어집니다.";
    pub(super) RESTARTED: "Stuck: restart {n}, with new weights.",
        "제자리걸음이라 가중치를 새로 뽑았습니다(재시작 {n}번째).";
    pub(super) EXCLUSIVE_OR: "Impossible without biases: x = 00 leaves both hidden neurons at ½; XOR or XNOR \
        cannot be learned with this answer of the other output. With biases it can.",
        "편향 없이는 불가능합니다. x = 00이면 은닉 뉴런이 둘 다 ½이라, XOR나 XNOR를 다른 출력의 이 답과는 함께 \
        배울 수 없습니다. 편향이 있으면 됩니다.";
    pub(super) COPIES: "Impossible without biases: x = 00 leaves both hidden neurons at ½, and one output cannot \
        follow i1 while the other follows i2. With biases they can.",
        "편향 없이는 불가능합니다. x = 00이면 은닉 뉴런이 둘 다 ½이라, 한 출력은 i1을, 다른 출력은 i2를 따를 수 없습니다. \
        편향이 있으면 됩니다.";
    pub(super) LOST: "The daemon has gone; waiting for it to come back.",
        "데몬과 연결이 끊겼습니다. 다시 뜨기를 기다립니다.";

    pub(super) TEACH: "teach", "가르치기";
    pub(super) FORGET: "forget", "잊기";
    pub(super) STEP: "last step", "풀이";
    pub(super) FLIP: "flip", "뒤집기";
    pub(super) PAUSE: "pause", "멈춤";
    pub(super) HELP: "help", "도움말";
    pub(super) QUIT: "quit", "끝내기";

    pub(super) HELP_TITLE: "help", "도움말";
    pub(super) HELP_INPUTS: "flip i1, i2: the input pattern", "i1, i2 스위치: 입력 패턴";
    pub(super) HELP_TARGETS: "flip t1, t2: the answer you want for it", "t1, t2 스위치: 그 입력에 바라는 답";
    pub(super) HELP_TEACH: "teach: learn what the four switches show", "가르치기: 네 스위치가 보여 주는 것을 배웁니다";
    pub(super) HELP_FORGET: "forget: new weights, the samples stay", "잊기: 가중치를 새로 뽑습니다(표본은 남음)";
    pub(super) HELP_FORGET_ALL: "hold forget for 2 s: the samples go too", "2초 누르고 있기: 표본도 잊습니다";
    pub(super) HELP_PACE: "faster, slower", "더 빠르게, 더 느리게";
    pub(super) HELP_PAUSE: "pause the training, go on", "학습을 멈추거나 잇습니다";
    pub(super) HELP_RESTART: "restart with new weights", "새 가중치로 다시 시작합니다";
    pub(super) HELP_LEDGER: "the last training step, every number of it", "마지막 한 걸음의 모든 숫자";
    pub(super) HELP_SAVE: "save the lesson file", "수업 파일을 저장합니다";
    pub(super) HELP_LANGUAGE: "the other language, Korean", "다른 언어, 영어로";
    pub(super) HELP_QUIT: "quit", "끝내기";
    pub(super) HELP_MOUSE: "Switches and buttons can be clicked.", "스위치와 단추는 마우스로도 누를 수 있습니다.";
    pub(super) HELP_LINES: "Lines are weights: solid is positive, dashed negative, thicker larger.",
        "선은 가중치입니다. 실선은 양수, 점선은 음수, 굵을수록 큽니다.";
    pub(super) HELP_MARKS: "✓ right, … not yet. ● lit, ○ dark.", "✓ 맞음, … 아직. ● 켜짐, ○ 꺼짐.";
    pub(super) CLOSE: "{key} or Esc closes", "{key}나 Esc로 닫기";

    pub(super) LEDGER: "the last training step", "마지막 한 걸음";
    pub(super) SCROLL: "↑ ↓ scroll", "↑ ↓ 스크롤";
    pub(super) NO_STEP: "These weights have not been trained yet: teach something first.",
        "이 가중치로는 아직 학습하지 않았습니다. 먼저 무언가를 가르치세요.";

    pub(super) TOO_SMALL: "The panel needs {width} columns and {height} rows.", "패널에는 {width}칸 {height}줄이 필요합니다.";
    pub(super) TOO_SMALL_REMEDY: "Make the window larger, or the letters smaller.", "창을 키우거나 글자를 줄여 주세요.";

    pub(super) SAVED: "The lesson is saved in {path}; repeat it with: backpropd replay {path}",
        "수업을 {path}에 저장했습니다. 다시 보려면: backpropd replay {path}";
    pub(super) NOT_SAVED: "The lesson could not be saved: {why}", "수업을 저장하지 못했습니다: {why}";
    pub(super) READ_ONLY: "This board is a real one: flip its own switches; here you can only look.",
        "진짜 보드입니다. 보드의 스위치를 직접 움직이세요. 여기서는 보기만 합니다.";
    pub(super) OF_THE_DAEMON: "The daemon keeps its own pace; only a panel without --attach can change this.",
        "이것은 데몬이 정합니다. --attach 없이 연 패널에서만 바꿀 수 있습니다.";
    pub(super) FAILED: "That did not work: {why}", "되지 않았습니다: {why}";
}
