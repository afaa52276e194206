//! The words of the worked examples in each language. Symbols are the same in both and stand where they are used.

use crate::language::texts;

texts! {
    pub(super) TITLE: "One step of back-propagation, with every number",
        "역전파(backpropagation) 한 걸음의 모든 숫자";
    pub(super) TITLE_OF_STEP: "Step {step} of back-propagation, with every number",
        "역전파(backpropagation) {step}번째 걸음의 모든 숫자";
    pub(super) TITLE_OF_NEURON: "One neuron, z = f(x, y), with every number",
        "뉴런 하나, z = f(x, y)의 모든 숫자";
    pub(super) ROUNDING: "Shown to {digits} significant digits, computed with all of them.",
        "계산은 모든 자릿수로 하고, 유효 숫자 {digits}자리까지 보입니다.";

    pub(super) FORWARD: "Forward: from input to output", "순방향(forward): 입력에서 출력으로";
    pub(super) FORWARD_NOTE: "A neuron's transfer function adds up its weighted inputs: net. Its activation function, the \
        logistic function σ(z) = 1/(1 + e^-z), turns net into its output: out.",
        "뉴런의 전송함수(transfer function)는 입력에 가중치(weight)를 곱해 더합니다. 그 값이 net입니다. \
        활성함수(activation function)인 로지스틱 함수(logistic function) σ(z) = 1/(1 + e^-z)가 net을 출력 out으로 \
        바꿉니다.";
    pub(super) FORWARD_OF_NEURON: "The transfer function adds up the weighted inputs: net. The activation function, the \
        logistic function σ(net) = 1/(1 + e^-net), turns net into the output: z.",
        "전송함수(transfer function)는 입력에 가중치(weight)를 곱해 더합니다. 그 값이 net입니다. 활성함수(activation \
        function)인 로지스틱 함수(logistic function) σ(net) = 1/(1 + e^-net)이 net을 출력 z로 바꿉니다.";

    pub(super) LOSS: "The loss: how far from the target", "오차(loss): 목표에서 얼마나 떨어져 있는가";
    pub(super) LOSS_NOTE: "Each output has its squared error; the loss L is their mean.",
        "출력마다 제곱 오차가 있고, 그 평균이 전체 오차 L입니다.";
    pub(super) LOSS_OF_MAZUR: "Mazur's E_o1 = (t1 − out_o1)²/2 is half of our squared error L_o1. He adds his two up, we \
        take the mean of ours: the totals agree.",
        "마주르(Mazur)의 E_o1 = (t1 − out_o1)²/2는 여기 제곱 오차 L_o1의 절반입니다. 마주르는 둘을 더하고 여기서는 \
        평균을 내므로 전체 오차는 같습니다.";
    pub(super) LOSS_OF_NEURON: "The loss is half of the squared error, so that its slope is simply z − t.",
        "오차는 제곱 오차의 절반입니다. 그래서 그 기울기는 그냥 z − t입니다.";

    pub(super) OUTPUT: "Backward: the output layer",
        "역방향(backward): 출력층";
    pub(super) OUTPUT_NOTE: "The chain rule: the global gradient is what comes from above, the local gradients are what the \
        neuron itself adds, and their product is the gradient of L for the weight. The weight then moves against it, \
        by the learning rate α times as much.",
        "연쇄 법칙(chain rule)입니다. 위에서 내려오는 것이 전역 기울기(global gradient), 뉴런이 스스로 보태는 것이 국소 \
        기울기(local gradient)이고, 이들의 곱이 가중치에 대한 L의 편미분(partial derivative)입니다. 가중치는 그 \
        반대쪽으로, 거기에 학습률(learning rate) α를 곱한 만큼 움직입니다.";
    pub(super) HIDDEN: "Backward: the hidden layer",
        "역방향(backward): 은닉층";
    pub(super) HIDDEN_NOTE: "A hidden neuron acts on L through both outputs, so its global gradient is a sum: what each output \
        sends back, δ, times the weight on the way. These are the old weights: all of them move at once, at the end.",
        "은닉 뉴런은 두 출력을 모두 거쳐 L에 영향을 줍니다. 그래서 전역 기울기는 합입니다. 출력마다 되돌려 보내는 δ에 그 \
        길의 가중치를 곱해 더합니다. 이때 쓰는 것은 옛 가중치입니다. 가중치는 맨 끝에 모두 한꺼번에 바뀝니다.";
    pub(super) NEURON: "Backward: global gradient × local gradient",
        "역방향(backward): 전역 기울기 × 국소 기울기";
    pub(super) NEURON_NOTE: "The global gradient ∂L/∂z comes from above. The neuron knows only its own local gradients, ∂z/∂x \
        and ∂z/∂y. The products are what it hands down: the global gradients of whatever made x and y.",
        "전역 기울기(global gradient) ∂L/∂z는 위에서 내려옵니다. 뉴런이 아는 것은 제 국소 기울기(local gradient) ∂z/∂x와 \
        ∂z/∂y뿐입니다. 둘의 곱을 아래로 넘겨주면, x와 y를 만든 쪽에서는 그것이 전역 기울기가 됩니다.";

    pub(super) GLOBAL: "global", "전역";
    pub(super) LOCAL: "local", "국소";
    pub(super) PRODUCT: "product", "곱";
    pub(super) UPDATE: "update", "갱신";

    pub(super) OF_NEURON: "neuron {neuron}: δ{neuron} = ∂L/∂net_{neuron}",
        "뉴런 {neuron}: δ{neuron} = ∂L/∂net_{neuron}";
    pub(super) OF_WEIGHT: "{weight}, from {from} to {to}", "가중치 {weight}: {from}에서 {to}로";
    pub(super) OF_BIAS: "{bias}, the bias of {neuron}", "뉴런 {neuron}의 편향(bias) {bias}";
    pub(super) BIASES_FIXED: "The biases are fixed: they stay as they are.",
        "편향(bias)은 고정되어 있어 그대로입니다.";
    pub(super) MOMENTUM: "With momentum μ, a share of each weight's last change Δw goes into this one too.",
        "모멘텀(momentum) μ를 쓰므로, 가중치마다 지난번 변화 Δw의 일부가 이번에도 더해집니다.";

    pub(super) MATRICES: "The same step in matrices",
        "같은 걸음을 행렬로";
    pub(super) MATRICES_NOTE: "⊙ multiplies element by element; ᵀ turns rows into columns. The numbers are those above: it is \
        the same arithmetic, for all weights at once.",
        "⊙는 성분끼리의 곱, ᵀ는 행과 열을 바꾸는 전치(transpose)입니다. 숫자는 위와 같습니다. 같은 계산을 모든 가중치에 \
        한꺼번에 할 뿐입니다.";

    pub(super) AFTER: "The loss before and after",
        "걸음 전과 후의 오차";
    pub(super) AFTER_NOTE: "The same inputs once more, through the new weights: L⁺.",
        "같은 입력을 새 가중치로 다시 넣어 본 오차가 L⁺입니다.";
    pub(super) OVERSHOT: "The loss has grown: the step was too long. With a smaller α it would fall.",
        "오차가 커졌습니다. 걸음이 너무 컸습니다. α가 더 작으면 오차가 줄어듭니다.";
}
