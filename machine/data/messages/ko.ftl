### The texts of backpropd in Korean: one message per name, the same names as in en.ftl.
### Syntax: Project Fluent (projectfluent.org). { $name } stands for a value; both languages take the same ones.
### 조사는 { JOSA($name, "을/를") }처럼 적으면 앞의 값에 맞게 붙습니다.

## The command line: its help as a whole, and what is wrong with its arguments

help = 라즈베리 파이의 핀에 연결한 스위치로 2-2-2 신경망을 역전파로 학습시키고, 배운 것을 LED로 보여 줍니다.
help-lang = 언어 [기본값: LC_ALL, LC_MESSAGES, LANG에 정해진 언어]
help-examples =
    예:
      backpropd panel                      화면에 펼친 보드. 키보드로 스위치를 바꾸고 가르칩니다
      backpropd demo                       반가산기를 배우는 시범. 라즈베리 파이가 없어도 됩니다
      backpropd web --sim                  같은 보드를 브라우저에서. 스위치를 눌러 봅니다
      backpropd demo xnor,nor              다른 진리표
      backpropd check my.toml              설정 파일을 검사하고 부품마다 연결할 핀을 알려 줍니다
      backpropd pinout                     부품을 연결한 파이의 핀 배치
      backpropd doctor                     배선의 문제와 고치는 방법을 찾습니다
      backpropd run                        파이에서: 스위치를 읽고, 배우고, LED를 켭니다
# clap이 직접 쓰는 영어 낱말입니다. 도움말과 오류를 보여 줄 때 아래의 말로 바뀝니다.
usage-usage = 사용법:
usage-arguments = 인자:
usage-options = 옵션:
usage-commands = 명령:
usage-some-options = 옵션
usage-a-command = 명령
usage-default = 기본값:
usage-values = 쓸 수 있는 값:
usage-help = 도움말을 보여 줍니다
usage-version = 버전을 보여 줍니다
usage-help-command = 이 도움말이나 명령의 도움말을 보여 줍니다
usage-error = 오류: { $error }
usage-unknown-argument = 알 수 없는 인자입니다: { $argument }
usage-unknown-command = 알 수 없는 명령입니다: { $command }
usage-missing-argument = 꼭 필요한 인자가 빠졌습니다: { $argument }
usage-missing-command = 명령이 빠졌습니다.
usage-conflict = 함께 쓸 수 없는 인자입니다: { $argument }, { $other }
usage-twice = 한 번만 쓸 수 있는 인자입니다: { $argument }
usage-missing-value = 값이 필요합니다: { $argument }
usage-not-a-value = { $argument }에 쓸 수 없는 값입니다: { $value }. 쓸 수 있는 값: { $allowed }
usage-wrong-value = { $argument }에 쓸 수 없는 값입니다: { $value }. { $why }
usage-too-many-values = { $argument }에 준 값이 너무 많습니다: { $value }
usage-not-utf8 = UTF-8이 아닌 인자가 있습니다.
usage-similar = 혹시 이것인가요? { $word }
usage-more = 더 알아보려면 --help를 붙여 보세요.
usage-whole-number = { $low } 이상 { $high } 이하의 정수를 적습니다
usage-number = 0.5 같은 수를 적습니다
usage-without-feature = 이 프로그램에는 '{ $command }' 명령이 들어 있지 않습니다. '{ $feature }' 기능을 넣어 빌드하세요
help-without-feature = 이 프로그램에는 들어 있지 않습니다
help-config-file = 설정 파일. 표준 입력이면 - [기본값: { $file }]
help-config = CONFIG와 같습니다
help-socket = 데몬의 상태 소켓 [기본값: 이 사용자의 데몬, 없으면 서비스의 소켓]
input-standard = 표준 입력
input-too-long = 읽을 수 있는 { $most }바이트보다 깁니다
record-cannot = { $file }: 기록할 수 없습니다
socket-no-daemons = 실행 중인 데몬은 리눅스와 macOS에서만 볼 수 있습니다. 배우는 모습을 보려면 backpropd demo를 실행하세요

## Pins: what can be wrong with a board

board-not-a-raspberry-pi = 라즈베리 파이가 아니어서 쓸 수 있는 핀이 없습니다({ $file }에서 찾지 못했습니다). 파이 없이 배우는 모습을 보려면 backpropd demo를 실행하세요. 데몬을 가상 보드로 실행하려면 설정 파일에 board.kind = "sim"을 적으세요. 파이 안의 컨테이너라서 보이지 않는 것이라면 board.kind = "rppal"을 적으세요.
board-without-pins = 라즈베리 파이의 핀을 쓰는 기능 없이 만든 프로그램입니다. 리눅스에서 'rpi' 기능을 넣어 빌드하세요.
board-taken = 이 핀을 쓰는 backpropd가 이미 실행 중입니다. 먼저 멈추세요: sudo systemctl stop backpropd
board-taken-by = 이 핀을 쓰는 backpropd가 이미 실행 중입니다(pid { $pid }). 먼저 멈추세요: sudo systemctl stop backpropd 또는 kill { $pid }
board-permission = { $file }{ JOSA($file, "을/를") } 열 권한이 없습니다. gpio 그룹에 들어간 다음 다시 로그인하세요: sudo usermod -aG gpio "$USER"
board-no-gpiomem = rppal에 필요한 { $file }{ JOSA($file, "이/가") } 없습니다. board.kind = "gpiocdev"로 설정하거나, 라즈베리 파이 OS의 커널처럼 이 파일이 있는 커널을 쓰세요.
board-no-gpiochip = /dev/gpiochip0, /dev/gpiochip1, … 가운데 라즈베리 파이 자체의 핀을 가진 칩이 없습니다(번호가 끊기는 곳까지 찾았습니다). board.kind = "gpiocdev"로 설정하거나, 다른 GPIO 어댑터를 빼고 파이를 다시 시작하세요.
board-unknown-model = 라즈베리 파이가 아니거나 rppal이 모르는 모델입니다(파이 5까지 압니다). board.kind = "gpiocdev"로 설정하세요. 핀 없이 해 보려면 backpropd demo를 실행하거나 board.kind = "sim"으로 설정하세요.
board-no-chip = 이름이나 레이블이 { $wanted }인 GPIO 칩이 없습니다. 있는 칩: { $found }. 쓰려는 핀이 있는 칩을 board.chip에 적으세요.
board-no-chips = 이름이나 레이블이 { $wanted }인 GPIO 칩이 없습니다. 이 컴퓨터에는 GPIO 칩이 하나도 없습니다. 쓰려는 핀이 있는 칩을 board.chip에 적으세요.
board-pin-in-use = { $part }: BCM 핀 { $pin }{ JOSA($pin, "은/는") } 다른 부품이 이미 씁니다. [pins]에서 부품마다 다른 핀을 정하세요.
board-pin-held = { $part }: BCM 핀 { $pin }{ JOSA($pin, "은/는") } '{ $holder }'에서 쓰고 있습니다. [pins]에서 { $part }의 핀을 바꾸거나 그 프로그램을 끝내세요.
board-pin-held-by-us = { $part }: BCM 핀 { $pin }{ JOSA($pin, "은/는") } 다른 backpropd에서 쓰고 있습니다. 먼저 멈추세요: sudo systemctl stop backpropd
board-pin-held-by-nobody = { $part }: BCM 핀 { $pin }{ JOSA($pin, "은/는") } 이미 쓰이고 있지만 무엇이 쓰는지는 알 수 없습니다(버스일 수 있습니다). [pins]에서 { $part }의 핀을 바꾸세요.
board-no-such-pin = { $part }: 이 보드에는 BCM 핀 { $pin }{ JOSA($pin, "이/가") } 없습니다. [pins]에는 0부터 27까지 쓸 수 있습니다.
board-io = { $file } 또는 /dev/gpiochip0부터의 장치가 rppal이 예상한 대로 동작하지 않습니다: { $error }. 파이의 시스템을 업데이트하고 다시 시작하세요.
board-chip-io = { $file }{ JOSA($file, "이/가") } gpiocdev가 예상한 대로 동작하지 않습니다: { $error }. 리눅스 5.10 이상이어야 하고, 어댑터는 꽂아 두어야 합니다.

## The daemon: what keeps it from running

daemon-taken = 학습 상태를 { $file }에 저장하는 backpropd가 이미 실행 중입니다. 먼저 멈추거나, [state] path를 다른 곳으로 정하세요.
daemon-taken-by = 학습 상태를 { $file }에 저장하는 backpropd가 이미 실행 중입니다(pid { $pid }). 먼저 멈추거나, [state] path를 다른 곳으로 정하세요.
daemon-signals = 신호를 받을 준비를 할 수 없습니다
daemon-panicked = 프로그램의 한 부분이 비정상적으로 끝났습니다. 자세한 내용은 위에 있습니다. 프로그램의 버그이니 알려 주시기 바랍니다.

## The status socket: between a viewer and the daemon

socket-not-running = { $places }에 응답하는 데몬이 없습니다. 시작하려면: sudo systemctl start backpropd. 파이가 없다면: backpropd run --board sim
socket-or = { $places } 또는 { $last }
socket-permission = { $file }{ JOSA($file, "을/를") } 열 권한이 없습니다. gpio 그룹에 들어간 다음 다시 로그인하세요: sudo usermod -aG gpio "$USER"
socket-in-use = { $file }: 이미 데몬이 실행 중입니다. 먼저 멈추거나, [status] socket을 다른 곳으로 정하세요.
socket-garbled = { $file }: 이 버전의 데몬이 보내는 응답이 아닙니다: { $error }
socket-not-ours = { $file }: backpropd의 소켓이 아니라 { $what }입니다. 다른 곳으로 옮기거나, [status] socket을 다른 곳으로 정하세요.
socket-stranger = { $file }: 폴더의 소유자가 다른 사용자({ $owner })입니다. [status] socket을 자신의 폴더로 정하세요.
socket-silent = 데몬이 제때 응답하지 않습니다. 응답 없는 상태에 빠졌거나 일시 정지되어 있습니다.
socket-too-long = 응답이 너무 깁니다. 이 버전의 데몬이 아닙니다.
socket-closed = 데몬이 연결을 닫았습니다
socket-full = 이미 { $most }개가 연결되어 있습니다. 나중에 다시 시도하세요.
socket-hangs = 데몬의 반복 실행이 응답하지 않거나 끝났습니다
socket-lacks = 이 패널에는 { $part }{ JOSA($part, "이/가") } 없습니다. 데몬 설정 파일의 [pins]에서 핀을 정하세요.
socket-board-is-real = 실제 보드의 스위치는 손으로 조작합니다. 여기서는 가상 보드의 스위치만 조작할 수 있습니다.
socket-not-recorded = 기록하고 있지 않습니다. 설정 파일에서 [record] path를 정하세요.

## The web server

help-web = 브라우저에서 봅니다: 보드, 신경망, 지금까지 배운 것
help-web-examples =
    종료 코드: 0 신호를 받아 멈춤, 1 그 주소에서 열 수 없음, 2 잘못된 인자.

    예:
      backpropd web --sim                     눌러 볼 수 있는 가상 보드. 라즈베리 파이가 없어도 됩니다
      backpropd web                           이 컴퓨터의 데몬을 이 컴퓨터의 브라우저에서
      backpropd web --listen 0.0.0.0:8222     같은 네트워크의 모든 브라우저에서. 누구나 볼 수 있습니다
help-web-listen = 페이지를 열 주소나 호스트 이름. 127.0.0.1이 아니면 다른 컴퓨터에서도 접속할 수 있습니다
help-web-sim = 데몬 없이 페이지만 제공합니다. 누구나 브라우저에서 자기 보드를 씁니다
help-web-allow-host = 브라우저가 페이지를 열 때 쓸 수 있는 다른 호스트 이름. 여러 번 쓸 수 있습니다
help-web-proxy = 페이지 앞에 있는 프록시의 주소. X-Forwarded-For나 Forwarded 헤더로 접속자를 구별합니다. 여러 번 쓸 수 있습니다
web-no-port = 포트가 빠졌습니다. 예: { $example }:8222
web-no-address = 주소가 빠졌습니다. 이 컴퓨터에서만 보려면 127.0.0.1:{ $port }, 네트워크에서 보려면 0.0.0.0:{ $port }
web-not-a-url = http://나 경로 없이 호스트와 포트만 적으세요. 예: 127.0.0.1:8222
web-port-range = 포트는 0부터 65535까지의 수입니다.
web-unknown-host = 알 수 없는 호스트 이름입니다: { $host }. 127.0.0.1:8222처럼 주소를 적어 보세요.
web-not-a-host-name = http://와 포트 없이 panel.school.example 같은 호스트 이름만 적으세요.
web-not-an-address = 127.0.0.1이나 ::1 같은 IP 주소를 적으세요.
web-cannot-start = 웹 서버를 시작할 수 없습니다
web-cannot-listen = { $addresses }에서 페이지를 열 수 없습니다
web-use-sim = --sim을 쓰세요.
web-page-at = 페이지 주소: { $url }
web-page-at-both = 페이지 주소: { $url } 또는 { $other }
web-answer-not-found = 여기에는 아무것도 없습니다. 페이지는 /에 있습니다.
web-answer-unknown-host = 알 수 없는 호스트 이름입니다. IP 주소로 페이지를 열거나, --allow-host NAME을 붙여 시작하세요.
web-answer-unknown-host-of-class = 알 수 없는 호스트 이름입니다. IP 주소로 페이지를 여세요.
web-answer-too-slow = 시간이 너무 오래 걸렸습니다. 다시 해 보세요.
web-answer-full = 이미 { $most }명이 보고 있습니다. 나중에 다시 해 보세요.
web-answer-full-here = 이 주소에서 이미 { $most }개가 연결되어 있습니다. 먼저 하나를 닫으세요.
web-answer-other-site = 다른 사이트의 페이지에서는 쓸 수 없습니다. /에서 페이지를 여세요.
web-answer-no-daemon = 여기에는 데몬이 연결되어 있지 않습니다. 페이지에 있는 내 보드를 쓰세요.
web-answer-bug = 서버에 문제가 생겼습니다. 프로그램의 버그이니 알려 주시기 바랍니다.

## The class: a desk's publisher, through an MQTT broker

help-mqtt = 데몬이 하는 일을 MQTT 브로커로 보냅니다: 교실이나 Home Assistant에서 볼 수 있습니다
help-mqtt-more =
    보내기만 합니다. 브로커에서 무엇이 오든 스위치나 버튼, 가중치는 바뀌지 않습니다.
    보내는 것은 숫자뿐이고 이름은 없습니다. 토픽은 backpropd/ROOM/desk/ID/ 아래의 up, about, state, event, grad입니다.
    비밀번호는 --password-file에서, 또는 systemd의 자격 증명 mqtt-password에서 읽습니다.
    종료 코드: 0 신호를 받아 멈췄거나 마침, 1 거부됨, 2 잘못된 인자, 3 데몬이나 브로커가 응답하지 않음(--once, --remove).

    예:
      backpropd mqtt --print                            브로커 없이, 무엇을 보낼지 보여 줍니다
      backpropd mqtt --once --broker 192.168.0.2        브로커와 비밀번호, 접근 권한을 시험해 봅니다
      backpropd mqtt --broker 192.168.0.2 --seat 7      멈출 때까지 보냅니다
      backpropd mqtt --home-assistant                   Home Assistant가 이 자리를 찾게 합니다
help-mqtt-broker = 브로커가 있는 곳. 포트를 적지 않으면 1883입니다
help-mqtt-room = 교실 이름. 영문 소문자, 숫자, 하이픈을 쓸 수 있습니다
help-mqtt-seat = 자리 번호. 이름은 교실의 누구나 읽을 수 있으므로 번호만 씁니다
help-mqtt-id = 보드의 일련번호에서 만든 것 대신 쓸 이 자리의 ID. 예: bp-4f2a91c0
help-mqtt-user = 브로커의 사용자 이름 [기본값: 비밀번호가 있으면 이 자리의 ID]
help-mqtt-password-file = 첫 줄에 비밀번호가 있는 파일. 소유자만 읽을 수 있어야 합니다
help-mqtt-rate = 무엇이든 바뀌는 동안 상태를 1초에 몇 번까지 보낼지
help-mqtt-home-assistant = Home Assistant가 이 자리를 보여 주는 데 필요한 정보를 보냅니다(기기 검색)
help-mqtt-print = 토픽과 내용을 출력하고, 브로커는 쓰지 않습니다
help-mqtt-once = 한 번 보내고, 브로커가 받으면 끝냅니다
help-mqtt-remove = 브로커에 남아 있는 이 자리의 내용을 지우고 끝냅니다
mqtt-allowed-broker = 192.168.0.2나 192.168.0.2:1883처럼 호스트나 호스트:포트를 적으세요.
mqtt-allowed-room = room1처럼 영문 소문자, 숫자, 하이픈으로 된 1~32자를 적으세요.
mqtt-allowed-id = bp-4f2a91c0처럼 bp- 뒤에 0~9, a~f 여덟 자를 적으세요.
mqtt-cannot-start = 보내기를 시작할 수 없습니다
mqtt-password-readable = 다른 사용자도 이 비밀번호를 읽을 수 있습니다. 파일에 chmod 600을 실행하세요.
mqtt-no-password = 첫 줄에 1~{ $most }바이트의 비밀번호가 없습니다.
mqtt-unknown-host = { $host }의 주소를 찾을 수 없습니다. 이름을 확인하거나 브로커의 IP 주소를 적으세요.
mqtt-local-name = { $host }의 주소를 찾을 수 없습니다. 이 이름에는 그 컴퓨터가 직접 답하고(Avahi), 이 시스템이 거기에 물어야 합니다(libnss-mdns). 이름을 확인하거나 브로커의 IP 주소를 적으세요. 브로커 컴퓨터에서 hostname -I로 볼 수 있습니다.
mqtt-local-name-static = { $host }의 주소를 찾을 수 없습니다. 이 프로그램은 정적으로 빌드되어 이름 서버에만 묻는데, .local로 끝나는 이름에는 그 이름의 컴퓨터가 직접 답합니다. 브로커의 IP 주소를 적으세요. 브로커 컴퓨터에서 hostname -I로 볼 수 있습니다.
mqtt-cannot-connect = 연결할 수 없습니다: { $error }. 브로커가 실행 중인지, 이 네트워크에서 접속을 받는지 확인하세요.
mqtt-not-a-broker = MQTT 5 브로커(Mosquitto 1.6 이상 등)의 응답이 아닙니다.
mqtt-refused = 브로커가 이 사용자나 비밀번호를 거부했습니다. 브로커에 맞게 정하세요. backpropd mqtt --help에 방법이 있습니다.
mqtt-broken = 연결이 끊겼습니다
mqtt-closed = 연결이 끊겼습니다({ $reason })
mqtt-silent = 브로커가 응답하지 않습니다.
mqtt-rejected = 브로커가 { $topic } 토픽을 받지 않습니다. 브로커의 접근 권한에서 이 사용자의 쓰기를 허용하세요.
mqtt-random-id = 이 컴퓨터에는 일련번호도 고유한 네트워크 주소도 없어 시작할 때마다 이 자리의 ID가 바뀝니다. 바뀌지 않게 하려면 --id로 정하세요.
mqtt-password-in-clear = 비밀번호가 암호화되지 않은 채 { $broker } 브로커로 갑니다. 중간에서 누군가 읽을 수 있습니다.
mqtt-published = { $broker } 브로커가 모두 받았습니다.
mqtt-removed = { $broker } 브로커에서 이 자리의 내용을 모두 지웠습니다.

## class: the teacher's wall

help-class = 선생님 화면: MQTT 브로커를 통해 한 교실의 모든 자리를 봅니다
help-class-more =
    각 자리는 같은 --room으로 backpropd mqtt를 실행합니다. 화면에는 이름 없이 자리 번호와 숫자만 나옵니다.
    터미널에서는 화면 전체에 보여 주고, 그 밖에는 줄 단위로 출력합니다.
    종료 코드: 0 마쳤거나 멈춤, 1 거부됨, 2 잘못된 인자, 3 브로커가 응답하지 않음(--once, goal, ask, end).

    예:
      backpropd class                                   이 컴퓨터의 브로커로 교실 보기
      backpropd class --broker 192.168.0.2              브로커가 다른 곳에 있을 때
      backpropd class --json --once                     브로커가 지금 아는 것을 프로그램에 넘기기
      backpropd class --sim 30                          가상 자리 서른 개로 하는 연습
      backpropd class goal xor,and                      가르칠 목표 정하기
      backpropd class ask forget                        모두에게 forget을 눌러 달라고 부탁하기
      backpropd class setup 30                          서른 자리의 비밀번호, 스크립트, 쪽지 만들기
      backpropd class end                               브로커에 아무것도 남기지 않기
help-class-json = 줄마다 JSON 객체 하나. 도움이 필요한 자리의 목록과 그림의 숫자도 들어 있습니다
help-class-once = 지금 상태를 한 번 출력하고 끝냅니다
help-class-listen = 프로젝터에 띄울 웹 페이지의 주소와 포트, 예를 들어 127.0.0.1:8224
help-class-desks = 자리는 최대 이만큼. 그보다 많으면 수만 셉니다 [기본값: { $n }]
help-class-user = 브로커의 사용자 이름 [기본값: 비밀번호가 있으면 teacher]
class-cannot-start = 교실 화면을 시작할 수 없습니다
class-deaf = 브로커가 구독은 받아들였지만 아무것도 전해 주지 않습니다. 접근 권한에서 사용자 { $user }에게 이 교실의 모든 토픽을 읽고 쓰게 하세요.
class-new = 시작 중
class-idle = 쉬는 중
class-learning = 학습 중
class-learned = 다 배움
class-impossible = 불가능
class-gone = 끊김
class-seat = 자리 { $n }
class-two-of-one-id = 두 자리의 ID가 같습니다
class-gone-for = { $time } 동안 끊김
class-flaps = 자꾸 끊겼다 이어집니다
class-taught-otherwise = { $rows }행이 목표와 다릅니다
class-stuck-at = { $restarts }번 막힘
class-wiring = 배선 경고 { $n }개
class-unused = { $time } 동안 아무것도 가르치지 않음
class-desks = 자리 { $n }개
class-taught-right = 맞게 가르친 자리 { $n }
class-learned-right = 그것을 다 배운 자리 { $n }
class-done = 해 본 자리 { $n }
class-n-new = 시작하는 자리 { $n }
class-n-idle = 쉬는 자리 { $n }
class-n-learning = 배우는 자리 { $n }
class-n-learned = 다 배운 자리 { $n }
class-n-impossible = 불가능한 자리 { $n }
class-n-gone = 끊긴 자리 { $n }
class-stuck = { $times }번 이상 막힌 자리 { $n }
class-turned-away = 못 보여 준 자리 { $n }
class-desk-line = { $seat }: { $word }, { $rows }, { $restarts }, 손실 { $loss }
class-ask-forget = forget 누르기
class-ask-teach = teach 누르기
class-ask-hands-off = 손 떼기
class-frozen = 멈춘 화면
class-goal-is = 목표 { $title }: { $answers }
class-asked = 부탁: { $what }
class-broken = 브로커에 다시 연결하는 중: { $why }
class-connecting = 브로커에 연결하는 중 …
class-enrol = { $seat }번 자리로 정할 곳에서 teach를 누르세요. 다른 자리: + -. Esc를 누르면 끝납니다.
class-help = 도움({ $n }): { $desks }
class-no-help = 도움이 필요한 자리가 없습니다.
class-key-help = 도움이 필요한 자리
class-key-enrol = 자리 정하기
class-key-freeze = 멈춤
class-keys-help = 도움이 필요할 수 있는 자리와 그 까닭
class-keys-enrol = 자리 정하기: teach를 누르는 차례대로 다음 자리가 됩니다
class-keys-freeze = 화면을 멈춥니다. 자리에서는 계속 배웁니다
class-key-pictures = 함께
class-keys-pictures = 배우는 데 든 것, 투표, 평균, 학급의 신경망
class-keys-train = 학급의 신경망을 학습하기 시작하거나 끝내기
class-keys-scroll = 자리가 화면보다 많을 때 스크롤
class-keys-tile = 칸: 자리, 상태, 목표대로 가르친 행; 답; 손실, ×재시작, 마지막 소식. ! 해 봄.
class-seats-line = { $file } { $line }번째 줄: bp-4f2a91c0 = 7과 같은 ID와 자리 번호가 아니거나, 같은 것이 또 나옵니다.
class-seats-unsaved = { $file }: 자리를 저장하지 못했습니다: { $error }
class-goal-set = 목표를 정했습니다. { $title }: { $answers }
class-goal-none = 목표를 지웠습니다.
class-asked-for = 부탁했습니다: { $what }
class-asked-nothing = 부탁을 거두었습니다.
class-ended =
    { $n ->
        [0] 브로커에 { $room } 교실의 내용이 없습니다.
       *[other] 브로커에서 { $room } 교실의 토픽 { $n }개를 지웠습니다.
    }
class-allowed-goal = { $error }. none을 적으면 목표를 지웁니다.
class-allowed-rate = 0.1부터 4까지의 수를 적으세요.
class-allowed-title = 1자부터 { $most }자까지 적을 수 있습니다.
class-no-title = none은 목표를 지우므로 --title을 빼세요.
class-of-the-wall = { $option } 옵션은 선생님 화면에만 씁니다. goal, ask, setup, end에는 빼세요.
class-setup-exists = { $folder } 폴더가 이미 있습니다. 비밀번호를 잃지 않도록 --into에 다른 폴더를 적으세요.
class-setup-draws = setup은 사용자와 비밀번호를 스스로 정합니다. --user와 --password-file을 빼세요.
class-setup-local = 쪽지의 --broker 주소가 { $broker }입니다. 자리마다 자기 자신을 가리키는 주소이니, 교실에서 쓸 이 컴퓨터의 주소를 --broker로 정하세요.
class-setup-local-name = 쪽지의 --broker 주소가 { $broker }입니다. 패키지의 프로그램은 .local로 끝나는 이름을 찾지 못하니, 이 컴퓨터의 IP 주소(hostname -I로 볼 수 있음)를 --broker로 정하세요.
class-setup-done = { $folder } 폴더에 자리 { $n }개의 스크립트와 쪽지, 브로커의 파일이 있습니다. 브로커가 있는 컴퓨터에서: sudo install -o mosquitto -m 600 { $word }/users { $word }/access { $word }/backpropd.conf /etc/mosquitto/conf.d && sudo systemctl restart mosquitto. 선생님 화면: backpropd class --broker 127.0.0.1:{ $port } --room { $room } --password-file { $word }/teacher --seats { $word }/seats
class-slip = { $seat }번 자리: 카드에 스크립트가 있으면 sudo sh /boot/firmware/{ $script }. 없으면 root로 비밀번호 { $password }{ JOSA($password, "을/를") } /etc/backpropd/mqtt-password에 권한 600으로 적고 실행하세요: { $command }
help-class-seats = 자리를 적은 파일. 한 줄에 하나씩, 예: bp-4f2a91c0 = 7 [기본값: 상태 폴더의 class-ROOM.seats]
help-class-sim = 브로커를 통해 가상 자리를 이만큼 돌립니다. 보드 없이 해 보는 연습입니다
help-class-sim-rate = 가상 자리마다 1초에 보내는 상태의 수 [기본값: 1]
help-class-goal = 자리마다 보여 줄 수업 목표를 정합니다. 이것만으로는 아무것도 가르치지 않습니다
help-class-goal-table = xor,and나 half-adder 같은 진리표. none을 적으면 목표를 지웁니다
help-class-goal-title = 목표의 제목 [기본값: 진리표]
help-class-ask = 모든 자리에 부탁합니다. 화면에서 해 본 자리를 셉니다
help-class-ask-what = 부탁할 것. none을 적으면 거둡니다
help-class-setup = 브로커의 비밀번호 파일과 접근 권한, 자리마다 실행할 스크립트와 나누어 줄 쪽지를 만듭니다
help-class-setup-n = 자리의 수
help-class-setup-into = 파일을 넣을 폴더. 아직 없어야 합니다
help-class-end = 브로커에 남아 있는 이 교실의 내용을 모두 지웁니다
class-survey = 이 진리표를 배우는 데 든 것
class-survey-of = 이 화면이 지켜보는 동안 목표를 다 배운 자리는 { $n }개입니다. 컴퓨터로 계산한 학생은 1,000명 중 { $without }명이 다시 시작하지 않고 배웁니다.
class-survey-restarts = 다시 시작   자리   예상
class-survey-steps = 학습 단계   자리   예상
class-survey-why = 예상은 이만한 학급 열 중 아홉이 들어가는 범위입니다. 자리마다 처음 가중치를 무작위로 뽑으므로 오직 운에 따라 달라집니다. 다시 시작을 많이 했어도 고장이 아니고, 누가 잘못한 것도 아닙니다. 한 자리에서는 운이 나쁜 것만 보이지만, 학급에서는 운이 어떻게 나뉘는지 보입니다.
class-vote = 학급의 투표
class-vote-of = 목표를 가르친 자리는 { $n }개입니다. 그중 { $alone }개는 혼자서 LED가 모두 맞고, 평균은 4행 중 { $rows }행이 맞습니다.
class-vote-rows = 행   목표  o1과 흩어진 정도  o2와 흩어진 정도
class-vote-why = 모든 자리의 출력을 평균한 것입니다. 자리마다 행은 대부분 맞고 틀리는 행은 서로 다르므로, 한 자리가 아직 틀리는 곳에서도 평균은 맞습니다. 자리들이 서로 달라야만 됩니다. 한 자리를 그대로 복사하면 똑같이 틀리고, 그 평균도 똑같이 틀립니다.
class-average = 아무것도 모르는 평균
class-average-of =
    { $n ->
        [one] 목표를 다 배운 자리는 1개이므로 평균은 그 자리 자신입니다.
       *[other] 목표를 다 배운 자리는 { $n }개입니다. 그 가중치를 평균한 신경망은 이렇게 답합니다.
    }
class-average-plain = 가중치 그대로
class-average-swapped = 첫 자리에 더 가까우면 h1과 h2를 맞바꿈
class-average-aligned = 여덟 쌍둥이 중 가장 가까운 것
class-average-why = h1과 h2를 가중치째 맞바꾸거나 은닉 뉴런의 부호를 바꾸면, 가중치는 달라져도 답은 그대로입니다. 그래서 신경망마다 쌍둥이가 여덟입니다. 같은 것을 배운 자리들도 서로 다른 쌍둥이나 다른 해를 찾았습니다. 가중치의 평균은 그 사이, 아무도 학습한 적이 없는 곳에 있습니다. 가장 가까운 쌍둥이로 맞추면 나아지지만 좋지는 않습니다. 평균은 가중치가 아니라 답을 내야 합니다.
class-training = 자리마다 한 행만 알기
class-training-off = 학급이 함께 학습하는 신경망이 없습니다. 자리마다 모두 잊게 하고(forget을 2초 동안 누름) 한 행만 가르친 다음, 터미널에서 t를 누르세요.
class-training-of = 지난 라운드에 답한 자리는 { $n }개이고, 신경망은 그 자리들이 아는 { $rows }행 중 { $right }행이 맞습니다.
class-training-rounds = 라운드 { $rounds }번, 다시 시작 { $restarts }번, 손실 { $loss }
class-training-why = 학급에는 어느 자리에도 없는 신경망이 하나 더 있습니다. 자리마다 자기 행이 가중치를 움직이려는 방향인 기울기만 답합니다. 학급은 기울기를 더해 가중치를 고치고, 어느 자리도 모르는 진리표를 배웁니다. 자기 행을 말한 사람은 없습니다. 다만 행이 네 개뿐이면 기울기만 봐도 어느 행인지 알 수 있습니다.
class-views = 학급을 보는 방법
class-view-desks = 자리
class-seconds-ago = { $n }초 전
class-minutes-ago = { $n }분 전
class-tile = : { $taught }행 중 { $right }행 맞음, 다시 시작 { $restarts }번, 손실 { $loss }
class-restarts = 다시 시작
class-steps = 학습 단계
class-column-desks = 자리
class-expected = 예상
class-mean = { $name }의 평균
class-spread = { $name }{ JOSA($name, "이/가") } 흩어진 정도
class-row = 행
class-goal-column = 목표
class-right = 맞음
class-clones = 자리 { $n }개의 가중치가 똑같습니다. SD 카드를 복사하면 이렇게 됩니다. 학생 { $n }명이 아니라 한 명과 같습니다. 자리마다 forget을 2초 동안 누르세요.
class-no-goal = 목표가 없습니다. backpropd class goal xor,and처럼 정합니다.
class-not-taught = 목표를 가르친 자리가 아직 없습니다.
class-not-learned = 목표를 다 배운 자리가 아직 없습니다.

## The figures for Prometheus

help-metrics = Prometheus에 줄 데몬의 수치를 텍스트로, 또는 HTTP로 보여 줍니다
help-metrics-more =
    데몬이 응답하지 않으면 backpropd_up이 0이 됩니다. 이것은 오류가 아닙니다.
    종료 코드: 0 마쳤거나 신호를 받아 멈춤, 1 그 주소에서 열 수 없음, 2 잘못된 인자.

    예:
      backpropd metrics                              한 번 출력합니다
      backpropd metrics --listen 127.0.0.1:8223      이 컴퓨터의 Prometheus에: http://127.0.0.1:8223/metrics
help-metrics-listen = /metrics를 열 주소나 호스트 이름. 127.0.0.1이 아니면 다른 컴퓨터에서도 접속할 수 있습니다
help-metrics-allow-host = Prometheus가 쓸 수 있는 다른 호스트 이름. 여러 번 쓸 수 있습니다
metrics-cannot-listen = { $addresses }에서 열 수 없습니다
metrics-at = 수치의 주소: { $url }

## The config file

config-not-installed = { $file } 파일이 없습니다. --config FILE로 설정 파일을 정하세요.
config-not-installed-or-sim = { $file } 파일이 없습니다. --config FILE로 설정 파일을 정하거나, 핀 없이 실행하려면 --board sim을 붙이세요.
config-unreadable = { $file }: { $error }. --config로 다른 파일을 정하세요.
config-shipped-used = { $file } 파일이 없어서 backpropd에 들어 있는 설정을 씁니다.
config-expected-steps = 진리표의 절반은 { $half }단계({ $half-time }), 99 %는 { $most }단계({ $most-time }) 안에 배웁니다
config-seconds = { $n }초
config-minutes = { $n }분
config-hours = { $n }시간
config-left-out = [pins]에 없어서 핀이 정해지지 않은 부품: { $parts }. 일부러 뺐다면 [pins]에 { $last } = false라고 적으세요.
# Its form.
config-not-toml = 읽을 수 없는 행입니다. 한 행에는 [섹션], 키 = 값, #로 시작하는 주석 가운데 하나를 적습니다
config-line = 한 행에는 [섹션], 키 = 값, #로 시작하는 주석 가운데 하나를 적습니다
config-section-unclosed = 섹션 이름 뒤에 ]가 없습니다
config-section-name = 섹션은 [network]처럼 이름을 대괄호로 감싸 적습니다
config-after-section = 섹션 이름 뒤에는 주석만 올 수 있습니다
config-section-twice = [{ $name }] 섹션은 { $line }행에 이미 있습니다. 이 내용을 그곳으로 옮기세요
config-key-twice = { $key } 키는 { $line }행에 이미 있습니다. 두 행 가운데 하나를 지우세요
config-colon = 키와 값 사이에는 :이 아니라 =를 씁니다
config-no-key = = 앞에 키가 없습니다
config-key-words = 키는 띄어 쓰지 않습니다
config-no-value = = 뒤에 값이 없습니다
config-one-per-line = 키 = 값은 한 행에 하나씩 적습니다
config-single-value = 괄호 없이 값을 하나만 적습니다
config-long-text = 문자열은 한 행 안에서 작은따옴표 '…'로 감싸 적습니다
config-backslash = 큰따옴표 안에서는 \에 특별한 뜻이 있습니다. 작은따옴표 '…'를 쓰세요
config-quote-unclosed = 닫는 따옴표가 없습니다: { $quote }
config-after-text = 문자열 뒤에는 주석만 올 수 있습니다
config-decimal-point = 소수점은 마침표로 적습니다: { $number }
config-bare-point = 소수점의 앞과 뒤에는 숫자를 하나 이상 적습니다: { $number }
config-leading-zeros = 수의 앞에 0을 붙이지 않습니다: { $number }
config-unit = 단위 없이 수만 적습니다: { $number }
config-not-a-number = 수가 아닙니다: { $value }
config-needs-quotes = 낱말이나 경로는 따옴표로 감쌉니다: { $key } = "{ $value }"
# Characters that nobody can tell from others.
config-character = 여기에 쓸 수 없는 문자입니다: '{ $char }'({ $code }). 키는 영문 소문자로 적고, 문자열은 따옴표로 감싸고, 주석은 #로 시작합니다
config-lookalike = 여기에 쓸 수 없는 문자입니다: { $name }({ $code }). { $remedy }
config-no-break-space = 줄 바꿈 없는 공백
config-full-width-space = 전각 공백
config-typographic-space = 폭이 다른 공백
config-zero-width-space = 폭이 없는 공백
config-zero-width-joiner = 폭이 없는 결합 문자
config-byte-order-mark = 바이트 순서 표시(BOM)
config-soft-hyphen = 보이지 않는 하이픈
config-direction-mark = 보이지 않는 글자 방향 표시
config-hangul-filler = 보이지 않는 한글 채움 문자
config-line-separator = 보이지 않는 줄 구분 문자
config-curly-quote = 둥근 따옴표 같은 인쇄용 따옴표
config-dash = 하이픈이 아닌 줄표
config-full-width = 전각 문자 { $char }
config-control-character = 제어 문자
config-foreign-digit = 다른 문자의 숫자
config-use-space = 보통 공백으로 바꾸세요
config-delete-it = 지우세요
config-new-line = 줄을 바꾸세요
config-use = { $char } 문자로 바꾸세요
config-use-digits = 숫자 0–9로 바꾸세요
# Its keys.
config-unknown-section = 알 수 없는 섹션입니다: [{ $name }]. 쓸 수 있는 섹션: { $sections }
config-section-form = [{ $name }] 섹션을 적고 그 아래에 키를 적습니다
config-key-above = { $key } 키가 첫 섹션보다 위에 있습니다. 이 행을 { $homes } 아래로 옮기세요
config-unknown-above = 첫 섹션 위에 알 수 없는 키가 있습니다: { $key }. 쓸 수 있는 섹션: { $sections }
config-unknown-key = [{ $section }]에 없는 키입니다: { $key }. 쓸 수 있는 키: { $allowed }
config-key-elsewhere = [{ $section }]에 없는 키입니다: { $key }. 쓸 수 있는 키: { $allowed }. 아니면 이 행을 { $homes } 아래로 옮기세요
config-key-with-section = [{ $section }]에 없는 키입니다: { $key }. 쓸 수 있는 키: { $allowed }. 아니면 이 행을 앞의 { $key }. 없이 [{ $key }] 아래로 옮기세요
config-key-lookalike = [{ $section }]에 없는 키입니다: { $key }. 쓸 수 있는 키: { $allowed }. { $hint }
config-or = { $one } 또는 { $other }
# Its values.
config-unexpected = 쓸 수 없는 값입니다: { $value }. 쓸 수 있는 값: { $allowed }
config-unexpected-quotes = 쓸 수 없는 값입니다: { $value }. 쓸 수 있는 값: 따옴표 없이 { $allowed }
config-unexpected-lookalike = 쓸 수 없는 값입니다: { $value }. 쓸 수 있는 값: { $allowed }. { $hint }
config-a-whole-number = 정수
config-a-number = 수
config-true-or-false = true 또는 false
config-a-text = 따옴표로 감싼 문자열
config-a-path = 따옴표로 감싼 경로
config-a-pin = 정수, 부품을 빼려면 false
config-a-seed = "random" 또는 0 이상의 정수
config-out-of-range = { $value }: 범위를 벗어났습니다. 쓸 수 있는 값: { $range }
config-no-such-pin = 헤더에 없는 BCM 핀입니다: { $pin }. 쓸 수 있는 번호: { $range }
config-pin-taken = BCM 핀 { $pin }번은 이미 { $other }의 핀입니다. 부품마다 다른 핀을 씁니다. 쓸 수 있는 번호: { $range }
config-hold-without-teach = hold에는 teach 버튼이 필요합니다. replay로 바꾸거나 [pins]에 teach의 핀을 적으세요
# Its paths.
config-relative-path = 상대 경로는 설정 파일이 있는 폴더에서 시작하므로 { $path }입니다. 전체 경로를 적으세요
config-socket-path = 이 경로는 { $length }바이트입니다. 소켓의 경로는 { $most }바이트까지 쓸 수 있습니다
config-the-state = 상태 파일
config-the-recording = 학습 기록
config-the-socket = 상태 소켓
config-this-file = 이 설정 파일
config-own-file = 이 파일의 .{ $ending } 파일({ $path })
config-usual-file = { $name }({ $key }의 기본 경로)
config-file-beside = { $whose }의 .{ $ending } 파일
config-same-file = { $mine }: { $other }{ JOSA($other, "과/와") } 같은 파일입니다. 다른 경로를 정하세요
config-inside = 하나가 다른 하나의 안에 있어서 둘 다 파일이 될 수는 없습니다: { $mine }, { $other }. 다른 경로를 정하세요
config-path-empty = 경로가 비어 있습니다. 파일의 경로를 적거나 이 키를 빼세요
config-path-nul = 경로에는 NUL 문자를 쓸 수 없습니다
config-path-folder = 폴더의 이름입니다. 그 안에 있는 파일의 경로를 적으세요
config-path-shell = { $word }: 셸에서만 쓸 수 있습니다. 전체 경로를 적으세요
config-path-shell-for = { $word }: 셸에서만 쓸 수 있습니다. { $full }처럼 전체 경로를 적으세요
# What is allowed, but seldom meant.
config-busy-pin = BCM 핀 { $pin }번은 { $other }에서도 씁니다. 그 기능을 껐다면 괜찮습니다
config-used-by-hats = 확장 보드(HAT)의 EEPROM
config-used-by-uart = 직렬 포트(UART)
config-used-by-sound = 사운드 보드(I2S)와 SPI 1
config-wrong-pull = active_low = { $low }, pull = "{ $pull }"이면 꺼진 스위치가 켜진 것으로 읽힙니다. pull = "{ $right }"으로 바꾸세요
config-old-values = 4.0은 이전 버전에 들어 있던 momentum, init_range, patience와 함께 쓰면 지금의 기본값보다 천천히 배웁니다. { $lines }행을 지우세요
config-small-tolerance = { $tolerance }: 오래 걸립니다. { $steps }. { $least } 이상이면 더 빠릅니다
config-small-tolerance-unknown = { $tolerance }: 오래 걸립니다. { $least } 이상이면 더 빠릅니다

## Files that are read: their text, recordings, exports

text-wide = 파일이 { $encoding } 형식입니다. UTF-8로 저장하세요
text-cp949 = 파일이 한국어 윈도의 CP949(EUC-KR) 형식입니다. { $number }번째 바이트가 { $byte }입니다. UTF-8로 저장하세요
text-not-utf8 = 파일이 UTF-8이 아닙니다. { $number }번째 바이트가 { $byte }입니다. UTF-8로 저장하세요
text-nul = NUL 바이트가 있습니다. 전원이 끊기면 생길 수 있습니다. 이 바이트를 지우거나 여기서부터 파일 끝까지 지우세요
text-lone-return = 캐리지 리턴 뒤에 줄 바꿈 문자가 없습니다. 줄 끝을 LF나 CRLF로 저장하세요
address-too-long = 주소가 너무 깁니다. 최대 { $most }바이트까지 쓸 수 있습니다
address-version = 학습 규칙 버전 { $version }의 링크입니다. 이 페이지는 버전 { $ours }의 규칙으로 학습하므로 같은 가중치를 보여 줄 수 없습니다
address-unknown = 알 수 없는 항목입니다: { $name }. 쓸 수 있는 항목: { $allowed }
address-twice = { $name }{ JOSA($name, "이/가") } 두 번 나옵니다
address-value = { $name }: { $value }{ JOSA($value, "은/는") } 쓸 수 없습니다. 쓸 수 있는 값: { $allowed }
address-table = table: { $table }{ JOSA($table, "은/는") } 쓸 수 없습니다. o1의 숫자 네 개, 쉼표, o2의 숫자 네 개로 씁니다(예: 0110,0001). 배우지 않은 행은 양쪽에 -로 씁니다
desk-undo = 되돌릴 것이 없습니다
desk-replaying = 기록을 아직 다시 실행하고 있습니다
desk-too-long = 기록이 너무 길어 브라우저에서 다시 실행할 수 없습니다
recording-line = { $line }행: { $what }
recording-not-ours = 학습 기록이 아닙니다. 학습 기록은 '{ $head }'로 시작합니다
recording-of-earlier-version = '{ $version }': 학습 규칙이 다른 이전 버전의 backpropd가 기록했습니다. 다시 기록하세요
recording-of-later-version = 형식 '{ $version }': 이 프로그램은 형식 { $ours }까지 읽습니다. 기록한 버전을 설치하세요
recording-out-of-range = { $name }: { $number }{ JOSA($number, "은/는") } 범위를 벗어났습니다. 쓸 수 있는 값: { $range }
recording-after-the-end = end 뒤에 내용이 더 있습니다
recording-no-change = '{ $line }': SCAN PART on|off나 end SCAN의 꼴이 아닙니다
recording-backwards = 스캔 { $scan }{ JOSA($scan, "이/가") } 스캔 { $last } 뒤에 나옵니다
recording-too-long = 스캔 { $scan }: 스캔 번호는 { $most }까지 쓸 수 있습니다
recording-progress = progress: next_row 또는 마지막 학습 단계의 α나 momentum이 허용 범위를 벗어났습니다
recording-on-or-off = '{ $word }': on이나 off가 아닙니다
recording-unknown-part = 알 수 없는 부품입니다: '{ $word }'. 쓸 수 있는 값: { $allowed }
recording-not-whole = '{ $word }': 정수가 아닙니다

## Files that are opened: what else they are, and the state

file-not-regular = 일반 파일이 아니라 { $what }입니다
file-of-another-kind = 이미 있는 파일인데 { $kind }{ JOSA($kind, "이/가") } 아닙니다. 다른 이름을 정하거나 이 파일을 옮기세요
file-too-long = 파일이 { $most }보다 깁니다
file-bytes = { $n }바이트
file-folder = 폴더
file-fifo = FIFO(이름 있는 파이프)
file-socket = 소켓
file-device = 장치
file-link = 심볼릭 링크
file-regular = 일반 파일
file-kind-recording = 학습 기록
folders-none = 파일을 둘 폴더가 없습니다. { $service }, XDG_STATE_HOME, HOME이 모두 비어 있습니다. HOME을 설정하거나 설정 파일에 [state] path와 [status] socket을 적으세요
store-future = { $file }: backpropd { $program }의 형식 { $version } 파일이라 이 버전({ $ours })이 읽을 수 없습니다. 새 버전을 설치하거나, 처음부터 시작하려면 파일을 옮기세요
store-not-allowed = { $file }: 읽을 권한이 없습니다. 파일의 소유자로 실행하거나 [state] path를 바꾸세요
store-no-file = { $file }: 폴더나 장치입니다. [state] path에는 파일을 적으세요
store-unreadable = { $file }: 읽을 수 없습니다({ $error }). 아무것도 바꾸지 않았습니다. 디스크를 확인하세요
store-foreign = { $file }: backpropd의 상태 파일이 아닙니다. 아무것도 바꾸지 않았습니다. [state] path를 바꾸거나 이 파일을 옮기세요
store-dangling = { $link }: 이 링크가 가리키는 { $target } 파일이 없습니다. 그 디스크를 연결하거나, 처음부터 시작하려면 링크를 지우세요
store-no-folder = { $file }: 폴더가 없습니다. 그 디스크를 연결하거나 폴더를 만드세요
store-links = 심볼릭 링크가 너무 많이 이어집니다
store-no-name-left = 지난 학습 기록을 옮겨 둘 이름이 없습니다. FILE.old–FILE.old.5를 다른 곳으로 옮기세요
store-no-recording = 학습 기록이 아닌 파일입니다. 이 파일을 옮기거나 다른 파일에 기록하세요
store-not-forgotten = { $file } 파일에 잊은 내용이 아직 남아 있습니다
store-replaced = 데몬이 실행되는 동안 이 파일이 다른 상태 파일로 바뀌었습니다. 바뀐 파일로 이어 가려면 데몬을 다시 시작하세요
store-not-kept = { $file }{ JOSA($file, "으로/로") } 남겨 둘 수 없습니다: { $error }
store-never-saved = 시작한 뒤로 저장하지 못했습니다: { $file }: { $error }
store-saved-seconds-ago = { $n }초째 저장하지 못했습니다: { $file }: { $error }
store-saved-minutes-ago = { $n }분째 저장하지 못했습니다: { $file }: { $error }

## What the system, a parser and the arithmetic report

io-not-found = 파일이나 폴더가 없습니다
io-permission-denied = 권한이 없습니다
io-disk-full = 디스크에 남은 공간이 없습니다
io-quota = 이 사용자에게 할당된 디스크 용량을 다 썼습니다
io-read-only = 읽기 전용 디스크입니다
io-folder = 폴더입니다
io-not-a-folder = 경로의 중간에 폴더가 아닌 파일이 있습니다
io-exists = 이미 있습니다
io-busy = 다른 프로그램이 쓰고 있습니다
io-file-name = 이름이 너무 길거나 쓸 수 없는 이름입니다
io-file-too-large = 파일이 너무 큽니다
io-ends-early = 데이터가 중간에 끝났습니다
io-address-in-use = 이미 쓰고 있는 주소입니다
io-no-such-address = 이 컴퓨터의 주소가 아닙니다
io-refused = 연결이 거부되었습니다
io-closed = 상대방이 연결을 끊었습니다
io-unreachable = 네트워크에 연결할 수 없습니다
io-timed-out = 시간이 초과되었습니다
io-out-of-memory = 메모리가 부족합니다
io-disk-fails = 입출력 오류입니다. 디스크나 SD 카드가 고장 났을 수 있습니다
io-other = 시스템 오류({ $error })
json-ends-early = JSON이 중간에 끝났습니다
json-column = { $column }열
json-line-and-column = { $line }행 { $column }열
json-not-valid = { $place }부터 올바른 JSON이 아닙니다
json-missing = { $name } 항목이 없습니다
json-unknown = { $name }: 알 수 없는 항목입니다
json-twice = { $name } 항목이 두 번 나옵니다
json-unexpected = { $place }의 값이 올바르지 않습니다
non-finite = 너무 크거나, 무한대가 되었거나, 정의되지 않은 수(NaN)가 있습니다
table-unknown-gate = 알 수 없는 게이트입니다: '{ $name }'. 쓸 수 있는 게이트: { $allowed }
table-unknown = 알 수 없는 진리표입니다: '{ $name }'. 쓸 수 있는 값: { $allowed }, 또는 xor,and처럼 게이트 두 개
table-not-bits = '{ $bits }': 0이나 1 네 자리로 적습니다. (i1, i2) = 00, 01, 10, 11일 때의 답입니다
table-not-two = o1과 o2의 것을 쉼표로 나누어 하나씩 적습니다. 예: { $example }
range-from-to = { $low } 이상 { $high } 이하
range-from-below = { $low } 이상 { $high } 미만
range-above-up-to = { $low }보다 크고 { $high } 이하
range-above-below = { $low }보다 크고 { $high }보다 작은 수
range-from = { $low } 이상
range-above = { $low }보다 큰 수
range-any = 아무 수

## The man pages: headings, and what only they say

manual-name = 이름
manual-synopsis = 사용법
manual-options = 옵션
manual-commands = 명령
manual-notes = 참고
manual-examples = 예
# 모든 명령의 도움말에서 예가 시작되는 말입니다.
manual-example = 예:
manual-exit-status = 종료 코드
manual-exit-0 = 끝까지 실행했거나 다 배웠습니다.
manual-exit-1 = 실패했거나 다 배우지 못했습니다.
manual-exit-2 = 인자가 잘못되었습니다.
manual-exit-3 = 실행 중인 데몬이 없거나, 브로커가 응답하지 않습니다.
manual-exit-65 = 학습 기록이 손상되었습니다.
manual-exit-78 = 설정 파일이 잘못되었습니다. 이때는 서비스가 다시 시작되지 않습니다.
manual-files = 파일
manual-config = 설정 파일. 모든 항목의 설명이 주석으로 들어 있습니다.
manual-state = 배운 가중치와 가르친 행. 전원을 꺼도 남습니다.
manual-docs = docs/panel.ko.md: 부품과 배선. LEARN.ko.md: 역전파 배우기. examples/: 설정 파일과 학습 기록.
manual-see-also = 같이 보기

## Why a table cannot be learned

reason-exclusive-or = 편향 없이는 XOR나 XNOR와 다른 출력의 이 답을 함께 배울 수 없습니다(x = 00이면 은닉 뉴런이 둘 다 ½). bias = "trained"로 설정하세요.
reason-copies = 편향 없이는 한 출력이 i1을 따르고 다른 출력이 i2를 따르게 할 수 없습니다(x = 00이면 은닉 뉴런이 둘 다 ½). bias = "trained"로 설정하세요.

## Learning: what happens, and how it goes

count-steps = 학습 { $n }단계
count-restarts = 다시 시작 { $n }번
event-taught = 가르침: { $sample }
event-forgot = 가중치를 새로 뽑음(표본은 그대로)
event-forgot-all = 모두 잊음: 가중치를 새로 뽑고 표본을 지움
event-learned = { $steps } 만에 다 배움
event-learned-in-part = { $steps } 만에 4행 중 { $taught }행을 배움
event-impossible = 불가능: { $why }
event-stuck = { $rows }에서 학습이 막힘: 새 가중치로 다시 시작({ $restarts }번째)
event-diverged = 가중치가 발산함: 새 가중치로 다시 시작({ $restarts }번째)
state-idle = 배운 것 없음: 아직 아무것도 가르치지 않았습니다
state-learning = 학습 중: { $rows }
state-learned = 다 배움: { $rows }
state-impossible = 불가능: { $rows }
rows-right = 가르친 { $taught }행 중 { $right }행 맞음
rows-near = { $near }행은 LED는 맞지만 허용 오차 밖
rows-taught = 4행 중 { $taught }행을 가르침
row-untaught = 가르치지 않음
row-right = 맞음
row-near = LED는 맞지만 아직 허용 오차 밖
row-wrong = 아직
time-seconds = { $n }초
time-minutes = { $n }분
time-hours = { $n }시간
time-days = { $n }일

## demo, replay and recordings

report-headings = i1 i2    목표    out_o1  out_o2   LED
report-progress = 단계 { $steps }  손실 { $loss }
report-learned = 다 배움: { $steps }, { $restarts }, 시드 { $seed }
report-not-learned = 다 배우지 못함: { $steps }, { $restarts }, 시드 { $seed }
demo-title = 가상 보드가 배웁니다: { $table }. 시드 { $seed }.
replay-title = { $file }: backpropd { $version }의 학습 기록
replay-too-long = { $file }: 학습 단계가 { $steps }에 이를 수 있는 기록입니다. 한도는 { $allowed }입니다. 그래도 재생하려면 --limit { $steps }{ JOSA($steps, "을/를") } 붙이세요.
replay-cut-off = { $file }: 파일이 중간에 잘렸습니다. 남아 있는 데까지 재생합니다.
replay-progress = { $percent } % 재생함, { $elapsed } 지남, 남은 시간 약 { $left }
help-demo = 가상 보드가 배우는 모습을 보여 줍니다. 라즈베리 파이가 없어도 됩니다
help-demo-teach = 가르칠 것: o1과 o2의 게이트 두 개 또는 진리표의 이름 [기본값: half-adder, 즉 xor,and]
help-demo-gates = 가르칠 게이트 두 개(o1, o2)를 옵션으로 적습니다
help-demo-table = 가르칠 답을 (i1, i2) = 00, 01, 10, 11의 차례로 적습니다. 예: 0110,0001
help-demo-seed = 무작위 가중치의 시드. 시드가 같으면 똑같이 배웁니다
help-demo-speed = 빠르기: 패널과 같게, 또는 이 컴퓨터가 할 수 있는 만큼 빠르게
help-demo-record = 'backpropd replay'로 다시 볼 학습 기록을 남깁니다
help-bias = 편향을 다루는 방식
help-limit = 학습 단계가 이만큼 되면 그만둡니다
help-json-lines = 한 줄에 JSON 객체 하나씩. 마지막 줄이 요약입니다
help-json = 수치를 JSON으로 보여 줍니다
help-demo-more =
    게이트와 (i1, i2) = 00, 01, 10, 11일 때의 답:
    { $gates }
    이름이 있는 진리표와 o1, o2의 게이트:
    { $tables }
    종료 코드: 0 다 배움, 1 다 배우지 못함, 2 잘못된 인자.

    예:
      backpropd demo half-subtractor
      backpropd demo or,xnor
      backpropd demo --table 0110,0001 --speed max --json
      backpropd demo --bias none         편향 없이 가중치 w1…w8만으로
help-replay = 학습 기록을 비트 하나까지 똑같이 재생합니다
help-replay-file = 학습 기록 파일. -는 표준 입력
help-replay-limit = 학습 단계가 이보다 많을 수 있는 기록은 재생하지 않습니다. 10000000000단계면 컴퓨터에 따라 몇 분에서 몇 시간 걸립니다
help-replay-more =
    학습을 기록하려면 'backpropd demo --record FILE'을 쓰거나, 데몬의 설정에서 [record] path를 정하세요.
    긴 기록을 재생할 때는 얼마나 왔는지와 남은 시간을 알려 줍니다.
    종료 코드: 0 재생함, 65 손상된 파일, 1 읽을 수 없거나 한도를 넘는 파일.

    예:
      backpropd replay recording.txt
      backpropd replay recording.txt --json

## What all commands share

warning = 경고

## The worked example: explain, and the panel's page

ledger-title = 역전파(backpropagation) 학습 한 단계의 모든 숫자
ledger-title-of-step = 역전파(backpropagation) { $step }번째 학습 단계의 모든 숫자
ledger-title-of-neuron = 뉴런 하나, z = f(x, y)의 모든 숫자
ledger-rounding = 계산은 모든 자릿수로 하고, 화면에는 유효 숫자 { $digits }자리까지 씁니다.
ledger-forward = 순전파(forward, 순방향): 입력에서 출력으로
ledger-forward-note = 뉴런은 입력마다 가중치(weight)를 곱해 모두 더합니다. 이 값이 가중합 net(전송함수값)입니다. 그다음 활성화 함수(activation function, 활성함수)인 로지스틱 함수 σ(z) = 1/(1 + e^-z)가 net을 출력 out으로 바꿉니다.
ledger-forward-of-neuron = 뉴런은 입력마다 가중치(weight)를 곱해 모두 더합니다. 이 값이 가중합 net(전송함수값)입니다. 그다음 활성화 함수(activation function, 활성함수)인 로지스틱 함수 σ(net) = 1/(1 + e^-net)이 net을 출력 z로 바꿉니다.
ledger-loss = 손실(loss, 오차): 목표에서 얼마나 떨어져 있는가
ledger-loss-note = 출력마다 제곱 오차를 구합니다. 그 평균이 손실 L입니다.
ledger-loss-of-mazur = 마주르(Mazur)의 E_o1 = (t1 − out_o1)²/2는 여기에서 쓰는 제곱 오차 L_o1의 절반입니다. 마주르는 둘을 더하고 여기서는 평균을 내므로 전체 손실은 같습니다.
ledger-loss-of-neuron = 손실은 제곱 오차의 절반입니다. 그래서 기울기가 간단히 z − t가 됩니다.
ledger-output = 역전파(backward, 역방향): 출력층
ledger-output-note = 연쇄 법칙(chain rule)을 씁니다. 출력 쪽에서 되돌아온 기울기가 전역 기울기(global gradient), 뉴런 자신의 기울기가 국소 기울기(local gradient)입니다. 둘을 곱하면 가중치에 대한 L의 편미분(partial derivative)이 됩니다. 가중치는 그 반대 방향으로, 편미분에 학습률(learning rate) α를 곱한 만큼 움직입니다.
ledger-hidden = 역전파(backward, 역방향): 은닉층
ledger-hidden-note = 은닉 뉴런은 두 출력을 모두 거쳐 L에 영향을 줍니다. 그래서 전역 기울기는 두 값의 합입니다. 출력마다 되돌려 보낸 δ에 그 사이의 가중치를 곱해 더합니다. 이때는 바뀌기 전의 가중치를 씁니다. 가중치는 마지막에 모두 한꺼번에 바뀝니다.
ledger-neuron = 역전파(backward, 역방향): 전역 기울기 × 국소 기울기
ledger-neuron-note = 전역 기울기(global gradient) ∂L/∂z는 출력 쪽에서 되돌아옵니다. 뉴런이 아는 것은 자신의 국소 기울기(local gradient) ∂z/∂x와 ∂z/∂y뿐입니다. 둘을 곱한 값을 입력 쪽으로 넘기면, x와 y를 만든 쪽에서는 그것이 전역 기울기가 됩니다.
ledger-global = 전역
ledger-local = 국소
ledger-product = 곱
ledger-update = 갱신
ledger-of-neuron = 뉴런 { $neuron }: δ{ $neuron } = ∂L/∂net_{ $neuron }
ledger-of-weight = 가중치 { $weight }: { $from }에서 { $to }{ JOSA($to, "으로/로") }
ledger-of-bias = 뉴런 { $neuron }의 편향(bias) { $bias }
ledger-biases-fixed = 편향(bias)은 고정되어 있으므로 바뀌지 않습니다.
ledger-momentum = 모멘텀(momentum) μ를 쓰므로, 가중치마다 지난번에 바뀐 양 Δw의 일부를 이번에도 더합니다.
ledger-matrices = 같은 단계를 행렬로
ledger-matrices-note = ⊙는 성분끼리의 곱이고, ᵀ는 행과 열을 바꾸는 전치(transpose)입니다. 숫자는 위와 같습니다. 같은 계산을 모든 가중치에 한꺼번에 할 뿐입니다.
ledger-after = 이 단계 전과 후의 손실
ledger-after-note = 같은 입력을 새 가중치로 한 번 더 계산한 손실이 L⁺입니다.
ledger-overshot = 손실이 커졌습니다. 가중치가 너무 많이 움직였습니다. α가 더 작으면 손실이 줄어듭니다.

nudge-title = { $name }{ JOSA($name, "을/를") } 조금 바꾸면 손실은 얼마나 움직일까?
nudge-forward = 순전파하고, 조금 바꾸고, 다시 순전파하기
nudge-forward-note = { $name } 말고는 아무것도 바꾸지 않습니다. 바꾼 뒤의 L에서 바꾸기 전의 L을 뺀 것이 손실이 움직인 양 ΔL입니다.
nudge-slope = 기울기, 그리고 나란히 놓은 편미분
nudge-slope-note = 움직인 양을 바꾼 양으로 나누면 { $name } 방향으로 L이 얼마나 가파른지 나옵니다. 편미분(partial derivative) ∂L/∂{ $name }{ JOSA($name, "은/는") } 바꾸는 양을 한없이 줄였을 때의 기울기입니다. 연쇄 법칙을 쓰면 바꾸어 보지 않고도 구할 수 있습니다.
nudge-smaller = 더 조금씩 바꾸기
nudge-smaller-note = 곡선은 가까이서 볼수록 직선에 가깝습니다. 그래서 { $name }{ JOSA($name, "을/를") } 더 조금 바꿀수록 기울기가 편미분에 가까워집니다.
nudge-rounding = { $smallest }보다 작으면 반올림 오차가 더 커집니다. 바꾸기 전과 뒤의 L은 컴퓨터가 기억하는 자릿수가 거의 모두 같고, 둘의 차이는 대부분 반올림 오차입니다. { $name }{ JOSA($name, "을/를") } { $tiny }만큼 바꾸면 기울기는 { $slope }{ JOSA($slope, "으로/로") } 나옵니다.
nudge-unknown-name = 그런 가중치나 편향은 없습니다. 쓸 수 있는 이름: { $names }. 뒤에 =와 수를 쓸 수 있습니다(예: w5=0.01)
nudge-zero = 0만큼 바꾸면 아무것도 움직이지 않습니다. 쓸 수 있는 값: { $allowed }, 0 제외
nudge-no-biases = --nudge: --bias none에는 편향이 없습니다. w1부터 w8까지 쓸 수 있습니다

## Worksheets: one step by hand, and what went wrong

worksheet-title = 역전파 한 단계, 손으로 계산하기
worksheet-key-title = 역전파 한 단계: 정답
worksheet-is-key = 정답입니다. 학생이 쓴 숫자는 조금 다를 수 있습니다. 어디까지 맞다고 보는지는 학습지에 있습니다.
worksheet-name = 이름:
worksheet-how = 결과마다 유효 숫자 { $digits }자리로 반올림해 적고, 적은 값으로 다음을 계산하세요. 마지막 자리가 { $tolerance }까지 달라도 맞은 것으로 봅니다. 예를 들어 0.5933이면 0.5928부터 0.5938까지입니다.
worksheet-how-typed = ________ 자리에 계산한 숫자를 쓰세요(예: 0.5933, -0.03628). 다 적으면 점검하세요:
worksheet-scratch = 계산하는 곳
worksheet-done = 계산한 숫자를 점검하려면 파일에 옮겨 적으세요:
worksheet-of-pupil = 학생 { $pupil }번, 시드 { $seed }
worksheet-of-seed = 시드 { $seed }
worksheet-forward-note = 가중합 net은 입력마다 가중치를 곱해 모두 더하고 편향까지 더한 값입니다. 출력은 out = σ(net)이고, σ(z) = 1/(1 + e^-z)입니다.
worksheet-back = 역전파(backward): { $neuron }
worksheet-pupil = 학생
worksheet-output-note = 연쇄 법칙에 따라 기울기는 모두 곱입니다: 전역 기울기 × 국소 기울기. 가중치는 그 반대 방향으로 바뀝니다. ⁺가 붙은 것이 새 값입니다.
worksheet-hidden-note = 은닉 뉴런은 두 출력을 모두 거쳐 L에 영향을 줍니다. 그래서 전역 기울기는 두 값의 합입니다. 이때는 ⁺가 없는, 바뀌기 전의 가중치를 씁니다. 가중치는 마지막에 모두 한꺼번에 바뀝니다.
worksheet-a-worksheet = 학습지
worksheet-cannot-write = 학습지를 { $path }에 쓸 수 없습니다
worksheet-file-name = 파일 이름은 .html(인쇄할 페이지)이나 .txt(적어 넣을 양식)로 끝나야 합니다
worksheet-in-line = { $line }번째 줄: { $what }
worksheet-no-head = 학습지가 아닙니다. 첫 줄은 이런 모양이어야 합니다: { $head }
worksheet-version = 이 학습지의 버전은 { $version }인데, 이 프로그램은 버전 { $ours }만 읽습니다. 학습지를 다시 인쇄하세요
worksheet-bad-head = 알 수 없는 학습지입니다: { $head }. 쓸 수 있는 모양: { $example } (학생 번호는 1부터 { $most }까지)
worksheet-too-many = 파일 하나에 학습지가 너무 많습니다. { $most }장까지 넣을 수 있습니다
worksheet-not-a-line = 주석도 결과도 아닙니다: { $line }. #으로 시작하는 주석이나, 이름과 =와 숫자를 쓰세요
worksheet-unknown-name = 학습지에 { $name }{ JOSA($name, "이라는/라는") } 숫자는 없습니다. 학습지에 있는 이름만 쓸 수 있습니다
worksheet-twice = { $name }{ JOSA($name, "은/는") } { $line }번째 줄에 이미 있습니다. 하나만 남기세요
worksheet-not-a-number = 수가 아닙니다: { $number }. 소수점을 찍은 수를 쓰세요(예: 0.5933, -0.03628, 1.2e-3)
worksheet-too-large = { $number }{ JOSA($number, "은/는") } 너무 큽니다. 쓸 수 있는 값: -{ $most }부터 { $most }까지
worksheet-empty = 아직 아무것도 적지 않았습니다.
worksheet-all-right = 숫자 { $count }개가 모두 맞습니다.
worksheet-right-so-far = 지금까지 적은 숫자 { $count }개가 모두 맞습니다. { $left }개가 남았습니다.
worksheet-turned-signs = t − out으로 계산했으므로 기울기의 부호가 반대입니다. 가중치를 바꿀 때 빼지 않고 더하면(w⁺ = w + α·…) 이것도 맞는 방법입니다.
worksheet-first-wrong = 처음으로 틀린 숫자는 { $line }번째 줄의 { $name }입니다.
worksheet-you-wrote = 적은 값
worksheet-right = 앞에서 적은 숫자로 계산하면
worksheet-no-diagnosis = 이 프로그램이 아는 실수 가운데 이 숫자가 나오는 것은 없습니다. 하나씩 다시 계산해 보세요.
worksheet-probably = 아마도 이런 실수입니다: { $what }
worksheet-several = 이 숫자가 나오는 실수는 { $count }가지입니다:
mistake-bias-forgotten = 편향을 빠뜨렸습니다. net에는 항상 편향을 더합니다.
mistake-sign-turned = 부호가 반대입니다.
mistake-wrong-place = 다른 가중치나 다른 뉴런의 숫자를 썼습니다. 그림의 선을 따라가 보세요.
mistake-activation-forgotten = out을 쓸 자리에 net을 썼습니다. σ가 빠졌습니다: out = σ(net)
mistake-rounded-early = 너무 일찍 반올림했습니다. 적는 결과는 유효 숫자 4자리로, 계산하는 중에는 더 많은 자리로 두세요.
mistake-square-forgotten = 제곱을 빠뜨렸습니다. L_o1과 L_o2는 제곱 오차입니다.
mistake-mean-against-sum = 평균과 합을 혼동했습니다. L은 두 제곱 오차의 평균이고, 그래서 출력의 ∂L/∂out은 간단히 out − t입니다. 두 출력이 은닉 뉴런으로 되돌려 보낸 값은 더합니다.
mistake-output-forgotten = 다른 출력을 빠뜨렸습니다. L은 두 출력의 평균이고, 은닉 뉴런은 두 출력을 모두 거쳐 L에 영향을 줍니다.
mistake-slope-forgotten = σ′이나 그 인수 하나를 빠뜨렸습니다. σ의 기울기는 σ′ = out·(1 − out)이고, 뉴런을 거슬러 올라갈 때마다 이것을 곱합니다.
mistake-global-forgotten = 전역 기울기 ∂L/∂out을 빠뜨렸습니다. δ는 전역 기울기와 σ′의 곱입니다.
mistake-local-forgotten = 국소 기울기 ∂net/∂w를 빠뜨렸습니다. 이 가중치를 거쳐 들어오는 값입니다.
mistake-added = 더했습니다. 연쇄 법칙에서는 곱합니다.
mistake-weight-for-local = 가중치나 편향 자신을 썼습니다. 여기에는 그것에 곱해지는 값이 들어갑니다: 가중치라면 i나 out, 편향이라면 1입니다.
mistake-alpha-forgotten = 학습률 α를 빠뜨렸습니다.
mistake-old-value-forgotten = 바뀌는 양만 적었습니다. 새 값은 바뀌기 전의 값에서 그 양을 뺀 것입니다.
mistake-new-weights = 바뀌기 전의 가중치를 쓸 자리에 ⁺가 붙은 새 가중치를 썼습니다. 가중치는 마지막에 모두 한꺼번에 바뀝니다.

## The doctor

help-doctor = 배선에서 무엇이 잘못되었는지, 설정의 어느 줄을 고치면 되는지 찾아냅니다
help-doctor-examples =
    LED를 하나씩 켜서 무엇이 보이는지 묻고, 스위치를 하나씩 바꿔 달라고 한 다음,
    결과를 보고합니다. 끝나면 LED는 모두 꺼져 있습니다.
    먼저 데몬을 멈추세요:  sudo systemctl stop backpropd

    종료 코드: 0 문제 없음, 1 문제 있음, 2 잘못된 인자, 78 잘못된 설정.

    예:
      backpropd doctor
      backpropd doctor --non-interactive             답이 필요 없는 것만 점검합니다
      backpropd doctor --report report.json          이슈에 첨부하도록 보고서를 파일로도 씁니다
      backpropd doctor --board sim --fault floating:t1 --fault swapped:o1,o2
                                                     고장을 찾는 모습. 라즈베리 파이가 없어도 됩니다
help-doctor-board = 설정과 관계없이 이 보드를 씁니다. sim이면 가상의 사람이 질문에 답합니다
help-doctor-fault = 가상 패널의 고장. 예: inverted:o1, dark:o2, swapped:i1,i2, floating:t1, stuck:t2, bouncing:teach
help-doctor-non-interactive = 묻지 않고, 답이 필요 없는 것만 점검합니다
help-doctor-json = 프로그램이 읽도록 JSON으로 보고합니다. 질문은 표준 오류로 보냅니다
help-doctor-report = 보고서를 JSON으로 이 파일에도 씁니다
doctor-fault-needs-sim = --fault는 --board sim과 함께 써야 합니다.
doctor-no-fault = 알 수 없는 고장입니다. 쓸 수 있는 고장(부품은 바꿀 수 있음): inverted:o1, dark:o1, swapped:o1,o2, swapped:i1,i2, inverted:i1, floating:t1, stuck:t2, bouncing:teach
doctor-simulated = 가상 패널입니다.
doctor-simulated-person = 가상 패널이며, 질문에도 가상의 사람이 답합니다.
doctor-leds =
    먼저 LED를 점검합니다. 패널을 보고, 질문대로이면 Enter를 누르세요. 아니면
    켜진 LED의 이름을 입력하세요(예: o1 status). 모두 꺼져 있으면 '없음'을,
    건너뛰려면 s를 입력하세요.
doctor-switches =
    이제 스위치와 버튼을 점검합니다. 지금 어느 쪽에 있든 괜찮습니다.
    건너뛰려면 s를 입력하고 Enter를 누르세요.
doctor-ask-dark = LED가 모두 꺼져 있습니까?
doctor-ask-lit = { $led }만 켜져 있습니까?
doctor-ask-flip = { $switch } 스위치를 바꾸고 Enter를 누르세요:
doctor-ask-hold = { $button } 버튼을 누른 채 Enter를 누르세요:
doctor-ask-release = { $button } 버튼에서 손을 떼고 Enter를 누르세요:
doctor-flip-slowly = 이제 { $switch } 스위치를 천천히 { $times }번 바꾸세요.
doctor-press-slowly = 이제 { $button } 버튼을 천천히 { $times }번 누르세요.
# 사람이 입력하는 말입니다. 뜻이 같은 말을 쉼표로 나눕니다. 어느 언어로 물어도 모든 언어의 답을 알아듣습니다.
# 한글 상태로 친 y, n, s(ㅛ, ㅜ, ㄴ)도 들어 있습니다.
doctor-words-yes = 네, 예, 응, 넵, 맞음, 맞아, 맞아요, 맞습니다, 그래요, 그렇습니다, ㅇ, ㅇㅇ, ㅛ
doctor-words-no = 아니요, 아니오, 아뇨, 아니, 아닙니다, ㄴㄴ, ㅜ
doctor-words-none = 없음, 없어, 없어요, 없습니다, 모두 꺼짐, 다 꺼짐, 모두 꺼져 있음
doctor-words-skip = 건너뛰기, 건너뜀, 넘어가기, 넘김, 생략, ㄴ
doctor-words-and = 과, 와, 하고, 이랑, 랑, 그리고, 및, 만
doctor-which-leds = 켜진 LED의 이름을 입력하세요(예: o1 status). 모두 꺼져 있으면 '없음'을 입력하세요.
doctor-not-an-led = LED의 이름이 아닙니다: { $word }. 질문대로이면 Enter를 누르고, 아니면 켜진 LED의 이름을 입력하세요(예: o1 status). 모두 꺼져 있으면 '없음'을, 건너뛰려면 s를 입력하세요.
doctor-a-report = doctor의 보고서
doctor-cannot-write = { $file }: 보고서를 쓸 수 없습니다
doctor-left = 점검을 끝까지 하지 못하고 멈췄습니다.
doctor-try-sim = { $error } doctor가 점검하는 모습을 보려면: backpropd doctor --board sim
doctor-computer = 컴퓨터
doctor-computer-unknown = 모델을 알 수 없음
doctor-system = 운영 체제
doctor-kernel = 커널
doctor-pins = 핀
doctor-pins-none = 없음. /dev/gpiomem도 /dev/gpiochip도 없습니다
doctor-pins-allowed = 쓸 수 있음
doctor-pins-denied = 권한 없음
doctor-pins-group = 그룹 { $group }
doctor-in-use = 사용 중
doctor-in-use-pin = BCM 핀 { $pin }: { $user }
doctor-column-part = 부품
doctor-column-bcm = BCM 핀
doctor-column-header = 헤더 핀
doctor-column-seen = 점검한 결과
doctor-not-checked = 점검하지 않음
doctor-never-lit = 한 번도 켜지지 않음
doctor-lit-for = { $leds } 차례에 켜짐
doctor-lit-for-and-dark = { $leds } 차례에 켜짐, 모두 꺼져야 할 때도 켜짐
doctor-lit-when-dark = 모두 꺼져야 할 때 켜짐
doctor-unsteady = 불안정한 신호
doctor-open-now = 지금은 연결되지 않음, 바꿔 보지 않음
doctor-connected-now = 지금은 { $rail }에 연결됨, 바꿔 보지 않음
doctor-closes = 바꾸면 { $rail }에 연결됨
doctor-never-connected = 아무것에도 연결되지 않음
doctor-always-connected = 늘 { $rail }에 연결됨
doctor-changes-over = { $one }{ JOSA($one, "과/와") } { $other } 사이를 오감
doctor-no-flips = { $seen }, 더 바뀌지는 않음
doctor-flips = { $seen }, { $flips }번 바뀜, 떨림 최대 { $ms } ms
doctor-good = 발견된 문제가 없습니다.
doctor-good-in-part = 발견된 문제는 없지만, 모두 점검한 것은 아닙니다.
doctor-problems = 문제:
doctor-config = 배선을 그대로 두려면 설정 파일에서 다음 줄을 고치세요:
doctor-and = { $parts }{ JOSA($parts, "과/와") } { $part }
finding-not-allowed = { $path }: 열 권한이 없습니다. sudo를 붙여 실행하세요.
finding-not-in-group = { $path }: 열 권한이 없습니다. 이 파일의 그룹에 자신을 추가하고 다시 로그인하세요: sudo usermod -aG { $group } "$USER"
finding-pin-in-use = { $part }: BCM 핀 { $pin }{ JOSA($pin, "을/를") } 다른 곳({ $user })에서도 씁니다. sudo raspi-config에서 끄거나, 이 부품을 다른 핀으로 옮기세요.
finding-leds-inverted = LED가 모두 반대로 켜집니다. active_low = { $value }에 맞는 배선입니다.
finding-led-inverted = { $led }: 반대로 켜집니다. 다른 LED처럼 핀에서 저항을 거쳐 { $rail }{ JOSA($rail, "으로/로") } 연결하세요.
finding-swapped = { $part }: { $other }의 핀에 연결되어 있습니다. 선을 옮기거나 설정의 핀 번호를 바꾸세요.
finding-leds-tied = { $led }: { $others }의 핀을 모두 따라 켜집니다. 선이 서로 닿은 곳을 찾으세요.
finding-led-never-lit = { $led }: 한 번도 켜지지 않습니다. 방향이 맞는지, 저항을 꽂았는지, 선이 BCM 핀 { $pin }에 연결되어 있는지 확인하세요.
finding-led-always-lit = { $led }: 늘 켜져 있습니다. 선이 BCM 핀 { $pin }{ JOSA($pin, "이/가") } 아니라 3.3 V나 GND에 연결되어 있습니다.
finding-switches-inverted = 스위치가 핀을 { $rail }에 연결합니다. active_low = { $value }에 맞는 배선입니다.
finding-switch-inverted = { $switch }: 핀을 { $rail }에 연결하는데, 다른 스위치는 { $other }에 연결합니다. 다른 스위치와 같게 배선하세요.
finding-wrong-pull = 꺼진 스위치를 제대로 읽을 수 없습니다. 필요한 설정: pull = "{ $pull }"
finding-switches-tied = { $switch }: { $others }의 핀을 모두 바꿉니다. 선이 서로 닿은 곳을 찾으세요.
finding-floating = { $switch }: 떠 있음(floating). BCM 핀 { $pin }에 아무것도 연결되지 않습니다. 핀이나 스위치 쪽의 선이 빠졌거나 잘못 꽂혀 있는지 확인하세요.
finding-stuck = { $switch }: 고정됨(stuck). BCM 핀 { $pin }{ JOSA($pin, "이/가") } 늘 { $rail }에 연결되어 있습니다. 다리를 잘못 꽂았는지(다리가 넷인 버튼은 90도 돌려 꽂으세요), 합선되었는지 확인하세요.
finding-wavering = { $switch }: 불안정함. BCM 핀 { $pin }의 신호가 일정하지 않습니다. 선이 헐겁지 않은지 확인하거나, 풀업·풀다운이 되는 핀을 쓰세요.
finding-bouncing = { $switch }: 접점이 최대 { $bounce_ms } ms 동안 떨립니다. debounce_ms = { $debounce_ms }보다 깁니다.

## The parts and their pins: check, pinout, safe

help-check = 설정 파일을 검사하고, 부품마다 연결할 핀을 보여 줍니다
help-check-examples =
    종료 코드: 0 올바른 설정, 78 잘못된 설정.

    예:
      backpropd check
      backpropd check config/four-switches.toml
      backpropd check - <my.toml
check-valid = 설정 파일 { $file }에는 잘못이 없습니다.
check-board = 보드
check-board-with-chip = { $board }, GPIO 칩 { $chip }
check-learns = 학습
check-settings =
    편향 bias = { $bias }, learning_rate = { $learning_rate }, momentum = { $momentum },
    init_range = { $init_range }, patience = { $patience }, 허용 오차 tolerance = { $tolerance }
check-column-part = 부품
check-column-what = 하는 일
check-column-bcm = BCM 핀
check-column-header = 헤더 핀
check-column-between = 연결하는 곳
check-between = 핀과 { $rail }
check-between-pulled-up = 핀과 { $rail }, 풀업
check-between-pulled-down = 핀과 { $rail }, 풀다운
check-between-with-resistor = 핀과 { $rail }, 저항을 거쳐
check-left-out = 쓰지 않음
part-switch = 스위치
part-button = 버튼
part-input = 입력 { $number }
part-target = { $led }의 목표
part-teach = 이 행 배우기
part-forget = 새 가중치
part-output = 출력 { $number }
part-status = 학습 상태
help-pinout = 설정에 있는 스위치, 버튼, LED를 40핀 헤더에 그려 보여 줍니다
help-pinout-examples =
    종료 코드: 0 그렸음, 1 그림을 쓸 수 없음, 78 잘못된 설정.

    예:
      backpropd pinout
      backpropd pinout config/four-switches.toml
      backpropd pinout --svg wiring.svg     브레드보드와 저항까지 그린 배선도
help-pinout-svg = 터미널 대신 이 SVG 파일에 배선도를 그립니다
pinout-a-picture = SVG 그림
pinout-cannot-write = { $file }: 그림을 쓸 수 없습니다
pinout-title = 40핀 헤더에 연결한 패널의 배선
pinout-part-on = { $part }: 헤더 핀 { $pin }
pinout-pin = 핀 { $pin }
pinout-free = 빈 핀
pinout-sd-card = SD 카드
pinout-from-above = 위에서 본 라즈베리 파이
pinout-on = 켬
pinout-switches = 스위치와 버튼: 한쪽 다리는 핀에, 다른 쪽 다리는 { $rail }에 연결합니다.
pinout-pulled-up = 나머지는 파이의 풀업 저항이 맡습니다.
pinout-pulled-down = 나머지는 파이의 풀다운 저항이 맡습니다.
pinout-needs-resistors = 이 핀마다 { $rail } 쪽으로 10 kΩ 저항을 연결합니다.
pinout-set-pull = 설정 파일에 이렇게 적으세요: pull = "{ $pull }". 그러지 않으면 꺼진 스위치가 켜진 것으로 읽힙니다.
pinout-leds-to-ground = LED: 긴 다리는 핀에, 짧은 다리는 330 Ω~1 kΩ 저항을 거쳐 GND에 연결합니다.
pinout-leds-to-power = LED: 짧은 다리는 핀에, 긴 다리는 330 Ω~1 kΩ 저항을 거쳐 3.3 V에 연결합니다.
pinout-care = 파이의 전원을 끈 다음 배선하세요. 5 V는 다른 어느 핀에도 연결하지 마세요.
help-safe = 데몬이 강제로 종료되었더라도 LED를 모두 끕니다
help-safe-examples =
    종료 코드: 0 LED가 모두 꺼짐, 1 LED를 끌 수 없음, 78 잘못된 설정.

    예:
      sudo backpropd safe --config /etc/backpropd/backpropd.toml
help-safe-board = 설정과 관계없이 쓸 보드
safe-cannot = LED를 끌 수 없습니다

## status, export, and what viewers are warned about

warning-chatters = { $part }의 접점이 계속 떨립니다. 헐거운 전선이나 닳은 접점이 있는지 살펴보세요
warning-held = { $part } 버튼이 1분 넘게 눌려 있습니다. 누르고 있는 사람이 없다면 버튼이 끼었거나 다른 핀에 연결된 것입니다
status-forgetting = forget을 누르고 있습니다. 2초가 지나면 모두 잊습니다
status-paused = 멈춤
status-loss = 손실 { $loss }, { $steps }, 1초에 { $pace }단계
status-daemon = 실행한 지 { $uptime }, 보드 { $board }, 버전 { $version }; { $saved }
status-saved = { $ago } 전에 저장함
status-not-saved = 아직 저장하지 않음
viewer-untrained = 데몬의 지금 가중치는 아직 학습한 적이 없습니다. 먼저 무언가를 가르치세요.
help-status = 실행 중인 데몬의 상태를 보여 줍니다
help-status-watch = 데몬이 끝날 때까지, 바뀔 때마다 다시 보여 줍니다
help-status-json = 모든 내용을 JSON으로, 한 줄에 객체 하나씩 출력합니다
help-status-more =
    종료 코드: 0 실행 중, 3 실행 중이 아님, 1 응답 없음.

    예:
      backpropd status
      backpropd status --watch          바뀔 때마다 다시
      backpropd status --json | jq .loss
help-export = 실행 중인 데몬의 가중치와 표본을 JSON으로 출력합니다
help-export-more =
    종료 코드: 0 출력함, 3 데몬이 실행 중이 아님, 1 응답 없음.

    예:
      backpropd export > half-adder.json

## run: the greeting at a terminal, and its help

run-greeting =
    backpropd { $version }{ JOSA($version, "을/를") } 시작합니다.
    i1 i2를 맞추고, 원하는 답을 t1 t2로 맞춘 다음 teach를 누르세요. LED o1 o2가 그 답을 배웁니다.
    지켜보려면: backpropd panel --attach 또는 backpropd web. 끝내려면: Ctrl-C.
    아래는 로그이며, 로그는 늘 영어로 나옵니다.
run-greeting-simulated =
    backpropd { $version }{ JOSA($version, "을/를") } 가상 보드에서 시작합니다.
    스위치는 다른 터미널에서 바꿉니다: backpropd panel --attach
    i1 i2를 맞추고, 원하는 답을 t1 t2로 맞춘 다음 teach를 누르세요. LED o1 o2가 그 답을 배웁니다.
    브라우저로 보려면: backpropd web. 끝내려면: Ctrl-C.
    아래는 로그이며, 로그는 늘 영어로 나옵니다.
run-no-saving = 배운 것을 저장하는 스레드를 시작할 수 없습니다
help-run = 스위치를 읽고, 배우고, LED를 켭니다. 멈출 때까지 계속합니다
help-board = 설정과 관계없이 쓸 보드
help-run-more =
    Ctrl-C, SIGTERM, 터미널 닫기, 그 밖에 받을 수 있는 신호를 받으면 LED를 끄고 끝납니다. Ctrl-C를 한 번 더 누르면 아직
    쓰고 있는 파일을 기다리지 않습니다. nohup으로 실행하면 터미널을 닫아도 끝나지 않습니다.
    종료 코드: 0 신호를 받고 멈춤, 1 실패했거나 저장하지 못함, 78 잘못된 설정이나 상태 파일.

    예:
      backpropd run
      backpropd run --config config/backpropd.toml --board sim    핀 없이
      RUST_LOG=debug backpropd run                                학습 단계를 하나하나 로그로

## explain and panel: their help, and what is wrong with their arguments

help-explain = 학습 한 단계를 종이에 풀듯이 모든 숫자와 함께 풀어 보여 줍니다
help-explain-part = 이 가중치(w1~w8)의 연쇄 법칙만, 이 뉴런(h1, h2, o1, o2)만, 또는 이 편향(b_h1~b_o2)만
help-explain-neuron = 뉴런 하나 z = f(x, y)만: 국소 기울기 × 전역 기울기
help-explain-live = 실행 중인 데몬의 가장 최근 학습 단계
help-explain-from = 상태 파일이나 export한 파일의 가중치와 편향을, 그 첫 표본이나 --x의 표본과 함께 씁니다. α는 --learning-rate를 따릅니다
help-explain-preset = 널리 알려진 예제. 그 예제처럼 편향은 고정이고, L 옆에 예제의 E를 보여 줍니다
help-explain-x = 입력 패턴 i1,i2 (--neuron이면 x,y)
help-explain-target = 목표 출력 t1,t2 (--neuron이면 t)
help-explain-weights = 가중치 w1,w2,w3,w4,w5,w6,w7,w8 (--neuron이면 w1,w2)
help-explain-biases = 편향 b_h1,b_h2,b_o1,b_o2 (--neuron이면 b)
help-explain-bias = 편향을 다루는 방식 [기본값: trained, --preset이면 fixed]
help-learning-rate = 학습률 α
help-explain-steps = 이만큼 학습하고, 그 마지막 단계를 풀어 보여 줍니다
help-explain-weight = 이 가중치의 연쇄 법칙만
help-explain-digits = 보여 줄 유효 숫자의 자릿수. 17이면 모두 보여 줍니다
help-explain-json = 모두 JSON으로, 자릿수를 줄이지 않고 보여 줍니다
help-explain-nudge = 이 가중치나 편향을 0.01만큼, 또는 적은 만큼 바꾸면 손실이 얼마나 움직이는지 보여 줍니다
help-explain-worksheet = 학습지를 만듭니다: 한 단계를 손으로 계산합니다. 학생마다 숫자가 다릅니다
help-explain-pupils = 1번부터 N번 학생까지의 학습지
help-explain-pupil = N번 학생의 학습지만
help-explain-seed = 시드가 같으면 학습지도 같습니다. 다른 반에는 다른 시드를 쓰세요
help-explain-answers = 학습지 대신 정답을 보여 줍니다
help-explain-out = 이 파일에 씁니다. .html은 A4나 레터 용지에 인쇄할 페이지이고, .txt는 --check가 읽는 양식입니다
help-explain-check = 다 적은 학습지를 점검합니다. 처음으로 틀린 숫자와, 아마도 어떤 실수인지 알려 줍니다
help-explain-more =
    옵션으로 주지 않은 숫자는 널리 알려진 예제(Mazur 2015)에서 가져옵니다.
    종료 코드: 0 풀어 보임 또는 학습지가 맞음, 1 학습지에 틀린 숫자가 있거나, 풀어 볼 단계가 없거나, 숫자가 너무 큼, 2 잘못된 인자, 3 데몬이 실행 중이 아님.

    예:
      backpropd explain --preset mazur
      backpropd explain --x 0,1 --target 1,0 --learning-rate 4 --steps 100
      backpropd explain w5 --digits 17          가중치 하나만
      backpropd explain o1                      뉴런 하나만
      backpropd explain --live                  실행 중인 데몬의 가장 최근 학습 단계
      backpropd explain --from state.json       배운 가중치와 첫 표본으로 한 단계
      backpropd explain --neuron --x 1,0 --weights 0.5,-0.5 --biases 0.1 --target 1
      backpropd explain --nudge w5              w5를 조금 바꾸면 손실이 얼마나 움직이는지, 편미분과 나란히
      backpropd explain --worksheet --pupils 30 --seed 2026 --out class.html     한 반의 학습지를 인쇄합니다
      backpropd explain --worksheet --pupils 30 --seed 2026 --answers --out key.html
      backpropd explain --worksheet --pupil 7 --seed 2026 --out mine.txt         숫자를 적어 넣을 양식
      backpropd explain --check mine.txt        처음으로 틀린 숫자를 찾습니다
explain-no-biases = --biases: --bias none에는 편향이 없습니다. fixed나 trained와 함께 쓰세요.
explain-untrained-bias = 이 단계에서는 { $bias }{ JOSA($bias, "을/를") } 학습하지 않습니다. --bias trained인 단계에서 쓸 수 있습니다
explain-not-learned = export한 파일도, 손상되지 않은 상태 파일도 아닙니다
explain-future = 더 새로운 backpropd { $program }에서 저장한 파일입니다. 이 프로그램을 새 버전으로 바꾸세요
explain-no-sample = --from: 파일에 그런 표본이 없습니다. --x와 --target을 함께 쓰세요.
explain-count = --{ $argument }: 숫자를 { $given }개 주었습니다. { $allowed }개가 필요합니다: { $names }
argument-out-of-range = 범위를 벗어났습니다. 쓸 수 있는 값: { $allowed }
argument-not-a-number = 수가 아닙니다. 쓸 수 있는 값: { $allowed }
help-panel = 터미널에서 보면서 가르칩니다. 라즈베리 파이가 없어도 됩니다
help-panel-attach = 데몬을 봅니다. 소켓을 주면 그 소켓의 데몬 [기본값: 내가 실행한 데몬, 없으면 서비스]. 가상 보드라면 스위치도 바꿀 수 있습니다
help-panel-seed = 무작위 가중치의 시드 [기본값: 그때마다 새로 정함]
help-panel-save = s를 눌렀을 때 학습 기록을 저장할 파일 [기본값: recording-1.txt, recording-2.txt, … 가운데 아직 없는 첫 번째]
help-panel-more =
    키: 1 2 i1 i2 바꾸기, 3 4 t1 t2 바꾸기, t 가르치기, f 잊기, [ ] 학습률 α, < > 모멘텀, ? 나머지 키, q 끝내기. 마우스도 쓸 수 있습니다.
    종료 코드: 0 끝냄, 1 터미널이 아님, 2 잘못된 인자, 3 데몬이 실행 중이 아님.

    예:
      backpropd panel
      backpropd panel --lang ko
      backpropd panel --bias none                              편향 없이 가중치 w1…w8만으로
      backpropd panel --attach                                 데몬을 봅니다
panel-needs-a-terminal = 패널에는 터미널이 필요한데, 표준 출력이 터미널이 아닙니다. 터미널 없이 쓸 수 있는 것: backpropd demo
panel-cannot-draw = 이 터미널에는 그릴 수 없습니다
panel-no-status = { $seconds }초 동안 상태가 오지 않았습니다
panel-keyboard-closed = 키보드를 더는 읽을 수 없습니다

## survey, bench and selftest

survey-runs = 진리표 { $tables }개를 { $seeds }번씩: { $runs }번 실행
survey-learned = 다 배움
survey-impossible = 불가능
survey-failed = 배우지 못함
survey-steps-to-learned = 다 배우기까지: 중앙값 { $median }단계, 95 %는 { $p95 } 이내, 99 %는 { $p99 } 이내, 최대 { $max }
survey-mean-restarts = 다시 시작: 평균 { $mean }번, 최대 { $max }번
survey-steps = 학습 단계
survey-restarts = 다시 시작
survey-number-of-runs = 실행
survey-progress = 진리표 { $position }/{ $all }
help-survey = 진리표 256개를 모두 여러 번씩 처음부터 가르치고, 얼마나 배우는지 셉니다
help-survey-seeds = 진리표마다 몇 번 시작할지
help-survey-tolerance = 두 출력이 모두 목표 출력에 이만큼 가까우면 맞은 행으로 봅니다
help-survey-learning-rate = 학습률 α [기본값: 다음 두 값과 함께, 편향을 다루는 방식에 맞는 값]
help-survey-momentum = 모멘텀: 가중치의 지난번 변화 가운데 이번에 더할 비율
help-survey-init-range = 새 가중치 w5…w8을 뽑는 범위: 이 값의 음수부터 양수까지
help-survey-first-seed = 첫 시작의 번호
help-survey-retrain = 다른 진리표를 다 배운 뒤에 이어서 가르칩니다
help-survey-limit = 학습 단계가 이만큼 되면 그 실행을 그만둡니다
help-survey-more =
    종료 코드: 0 모두 배웠거나 불가능한 것으로 알려짐, 1 배우지 못한 것이 있음.

    예:
      backpropd survey --seeds 100 --tolerance 0.4
      backpropd survey --bias none --seeds 50 --tolerance 0.4
      backpropd survey --retrain                 다른 진리표를 다 배운 뒤에 이어서
option-out-of-range = --{ $name }: { $number }{ JOSA($number, "은/는") } 범위를 벗어났습니다. 쓸 수 있는 값: { $allowed }
bench-title = backpropd { $version }, { $processor } { $system }에서
bench-step = 학습 단계: 2-2-2 신경망이 표본 하나로 가중치와 편향을 학습합니다.
bench-steps = 1초에 { $millions } × 100만 단계, 한 단계에 { $time }
bench-claim =
    비교: N-N-N 신경망에서 표본 하나의 기울기를 세 가지 방법으로 구합니다. 세 결과가 같은지 확인했습니다.
      1  차이: 매개변수(가중치나 편향)마다 조금 바꾸고 순전파를 다시 합니다
      2  연쇄 법칙: 매개변수마다 손실에서부터 연쇄를 따로, 반복문으로 계산합니다
      3  행렬: 뉴런마다 δ를 한 번만 구하고, δ에 그 뉴런의 입력을 곱합니다
bench-parameters = 매개변수
bench-differences = 1 차이
bench-chains = 2 연쇄 법칙
bench-matrices = 3 행렬
bench-plot = 기울기 한 번에 걸리는 시간 (=: 두 방법이 겹침):
bench-at-2 = 2-2-2에서는 행렬로 얻는 것이 거의 없습니다. 2는 { $chains }, 3은 { $matrices } 걸립니다.
bench-growth =
    N이 커지면 1 / 3은 대략 N^{ $differences }에 비례해 커집니다. 차이는 매개변수마다 순전파를 다시 하기 때문입니다.
    2 / 3은 대략 N^{ $chains }에 비례해 커집니다. 은닉 뉴런의 가중치는 저마다 모든 출력에 걸쳐 합을 구하는데, 한 뉴런의
    가중치라면 모두 같은 합입니다. 행렬은 이 합을 뉴런마다 한 번만 구해 둡니다. 그 합이 δ에 들어 있습니다.
bench-kept =
    그러니 얻는 것은 대부분 행렬 자체가 아니라 δ를 구해 두는 데서 옵니다. δ를 구해 두는 반복문은 N = { $n }에서
    { $time }, 3의 { $ratio }배 걸립니다.
bench-pace = 빠르기: 1초에 { $scans }번 스캔하고 { $steps }단계 학습합니다. 데몬의 기본값입니다.
bench-share = 스캔 한 번에 { $time }: 코어 하나의 { $percent } % (핀을 읽고 쓰기, 잠들고 깨기는 빼고)
bench-progress = 측정 { $position }/{ $all }
help-bench = 이 컴퓨터가 얼마나 빨리 학습하는지, 행렬이 더 빠른지 잽니다. 몇 초 걸립니다
help-bench-up-to = 가장 큰 신경망 N-N-N의 N
help-bench-more =
    데몬을 먼저 멈추세요. 그러지 않으면 둘을 함께 재게 됩니다.

    예:
      backpropd bench
      backpropd bench --up-to 32      느린 컴퓨터에서
      backpropd bench --json
selftest-compared = 비교한 것
selftest-numbers = 개수
selftest-difference = 차이
selftest-allowed = 허용
selftest-pass = 통과
selftest-fail = 실패
selftest-all-passed = { $architecture }에서 모두 통과
selftest-failed = { $architecture }에서 실패
selftest-example = 예제, 편향 { $bias }
selftest-few-updates = { selftest-example }: 갱신 0번, 1번
selftest-many-updates = { selftest-example }: 갱신 2번~10,000번
selftest-gradients = 무작위 신경망 { $count }개의 기울기
selftest-logistic = 로지스틱 함수
selftest-recording = 학습 기록, 비트 하나까지
selftest-incomplete = 기준 수치가 완전하지 않습니다
help-selftest = 이 컴퓨터의 계산이 손으로 푼 예제와 맞는지 확인합니다
help-selftest-more =
    비교할 수치는 모두 프로그램에 들어 있어, 파일도 네트워크도 필요 없습니다.
    종료 코드: 0 모두 통과, 1 통과하지 못한 것이 있음.

    예:
      backpropd selftest
      backpropd selftest --json

## The panel in the terminal

tui-simulated = 가상 보드
tui-hardware = 보드 { $board }, 보기 전용
tui-daemon = 데몬
tui-daemon-at = 데몬 { $socket }
tui-seed = 시드 { $seed }
tui-board = 보드
tui-input = 입력
tui-target = 목표
tui-network = 신경망
tui-table = 진리표
tui-loss = 손실
tui-loss-of-steps = 학습 단계별 손실
tui-no-loss = 아직 가르친 것이 없습니다
tui-idle = 배운 것 없음
tui-learning = 학습 중
tui-learned = 다 배움
tui-learned-some = { $taught }/4행 다 배움
tui-impossible = 불가능
tui-paused = 멈춤
tui-forgetting = 잊는 중
tui-steps = 단계
tui-pace = 빠르기
tui-per-second = { $n }/초
tui-restarts = 재시작
tui-learning-rate = 학습률 α
tui-momentum = 모멘텀
tui-tolerance = 허용 오차
tui-bias = 편향
tui-mode = 학습 방식
tui-right-rows = 맞은 행
tui-how-to-teach = i1 i2(1 2 키)와 원하는 답 t1 t2(3 4 키)를 맞추고 t를 누르면 배웁니다.
tui-it-learns = 배우고 있습니다. 가르친 { $taught }행 가운데 { $right }행이 맞습니다.
tui-it-learns-near = 배우고 있습니다. 가르친 { $taught }행 가운데 { $right }행이 맞습니다. { $near }행은 LED는 맞지만 아직 허용 오차 { $tolerance } 안에 들지 않았습니다.
tui-it-rests = 다 배웠습니다. i1 i2를 바꾸면 LED가 가르친 답을 보여 줍니다. 언제든 다른 답을 가르쳐도 됩니다.
tui-it-rests-in-part = 4행 가운데 { $taught }행을 배웠습니다. 다른 i1 i2와 원하는 답 t1 t2를 맞추고 t를 누르면 더 배웁니다.
tui-it-is-paused = 멈췄습니다. p를 누르면 이어집니다.
tui-it-forgets = 가중치를 새로 정했습니다. forget을 2초 동안 누르고 있으면 가르친 것도 모두 잊습니다.
tui-restarted = 학습이 막혀서 새 가중치로 다시 시작했습니다({ $n }번째).
tui-it-cannot = 불가능합니다. { $why }
tui-lost = 데몬과 연결이 끊겼습니다. 데몬이 다시 켜지면 자동으로 이어집니다.
tui-class-goal = 목표 { $right }/4: { $title }
tui-class-ask = 선생님의 부탁: { $what }
tui-teach = 가르치기
tui-forget = 잊기
tui-step = 풀이
tui-flip = 스위치
tui-pause = 멈춤
tui-help = 도움말
tui-quit = 끝내기
tui-help-title = 도움말
tui-help-inputs = i1, i2 스위치: 입력 패턴
tui-help-targets = t1, t2 스위치: 그 입력에 원하는 답
tui-help-teach = 가르치기: 네 스위치가 나타내는 것을 배웁니다
tui-help-forget = 잊기: 가중치를 새로 정합니다. 가르친 것은 남습니다
tui-help-forget-all = 잊기를 2초 동안 누르기: 모두 잊습니다
tui-help-pace = 더 빠르게, 더 느리게
tui-help-tune = 학습률 α, 모멘텀: 작게, 크게
tui-help-pause = 학습을 멈추거나 계속합니다
tui-help-restart = 새 가중치로 다시 시작합니다
tui-help-ledger = 마지막 학습 단계의 모든 숫자
tui-help-save = 학습 기록을 저장합니다
tui-help-language = 언어를 영어로 바꿉니다
tui-help-quit = 끝냅니다
tui-help-mouse = 스위치와 버튼은 마우스로 눌러도 됩니다.
tui-help-lines = 선은 가중치입니다. 실선은 양수, 점선은 음수, 굵을수록 큽니다.
tui-help-marks = ✓ 맞음, ≈ LED는 맞지만 허용 오차 밖, … 아직. ● 켜짐, ○ 꺼짐.
tui-close = { $key }나 Esc로 닫기
tui-ledger = 마지막 학습 단계
tui-scroll = ↑ ↓ 스크롤
tui-no-step = 이 가중치로는 아직 학습하지 않았습니다. 먼저 한 행을 가르치세요.
tui-too-small = 이 화면에는 { $width }칸 { $height }줄이 필요합니다.
tui-too-small-remedy = 창을 키우거나 글자 크기를 줄여 주세요.
tui-new-learning-rate = 이제 학습률 α는 { $alpha }입니다.
tui-new-momentum = 이제 모멘텀은 { $momentum }입니다.
tui-saved = 학습 기록을 { $path }에 저장했습니다. 다시 보려면: backpropd replay { $word }
tui-not-saved = 학습 기록을 저장하지 못했습니다: { $why }
tui-read-only = 실제 보드입니다. 스위치는 보드에서 손으로 바꾸세요. 여기서는 볼 수만 있습니다.
tui-of-the-daemon = 데몬이 정하는 것입니다. --attach 없이 연 패널에서만 바꿀 수 있습니다.
tui-failed = 실패했습니다: { $why }

## The page in the browser

page-tagline = 스위치로 가르치는 작은 신경망
page-language = 언어
page-step-flip = i1, i2를 바꿉니다. 문제를 내는 스위치입니다.
page-step-target = t1, t2를 바꿉니다. 원하는 답을 정하는 스위치입니다.
page-step-teach = teach를 누르고 배우는 모습을 봅니다.
page-mirror = 이 컴퓨터의 보드를 그대로 보여 줍니다. 스위치는 그 보드에서 바꾸세요. 여기서 바꾸려면 ‘내 보드’를 고르세요.
page-show-me = 시범 보기: 덧셈 가르치기
page-state = 학습 상태
page-idle = 아직 배운 것이 없습니다.
page-idle-words = LED는 무작위 가중치가 내는 답입니다.
page-learning = 배우는 중 …
page-learning-words = 학습 단계마다 모든 가중치가 기울기의 반대 방향으로 조금씩 움직입니다.
page-held-words = teach를 누르고 있는 동안, 스위치가 나타내는 것만 배웁니다.
page-paused = 멈춰 있습니다.
page-forgetting = 잊는 중 …
page-forgetting-words = 가중치를 새로 정했습니다. forget을 2초 동안 누르고 있으면 가르친 것도 모두 잊습니다.
page-learned = 다 배웠습니다!
page-learned-part = 4행 가운데 { $taught }행을 배웠습니다.
page-learned-part-words = i1, i2로 다른 문제를 내고 t1, t2로 그 답을 정한 다음 teach를 누르세요.
page-near-words = { $near }행은 LED는 맞지만 아직 허용 오차 { $tolerance } 안에 들지 않았습니다.
page-learned-words = i1, i2를 바꿔 보세요. LED가 가르친 답을 냅니다.
page-impossible = 불가능합니다.
page-impossible-words = 불가능: { $why }
page-steps = 학습 단계
page-loss = 손실
page-right = 맞은 행
page-restarts = 다시 시작
page-rate = 학습률 α
page-live = 실시간
page-connecting = 연결하는 중 …
page-away = 데몬에 연결할 수 없습니다. 다시 켜지면 자동으로 이어집니다.
page-lost = 연결이 끊겼습니다. 다시 연결하는 중 …
page-class-goal = 수업 목표는 { $title }입니다. 4행 가운데 { $right }행을 목표대로 가르쳤습니다.
page-class-otherwise = { $wrong }행은 다르게 가르쳤습니다.
page-class-forget = 선생님이 forget을 눌러 달라고 합니다.
page-class-teach = 선생님이 teach를 눌러 달라고 합니다.
page-class-hands-off = 선생님이 보드에서 손을 떼 달라고 합니다.
page-full = 접속자가 너무 많습니다. 다시 시도하는 중 …
page-refused = 서버가 연결을 거절했습니다. 다시 시도하는 중 …
page-board = 보드
page-boards = 보드 고르기
page-board-daemon = 이 컴퓨터의 보드
page-board-own = 내 보드
page-own = 내 보드: 스위치를 눌러 보세요
page-simulated = 가상 보드: 스위치는 backpropd panel로 바꿉니다
page-real = 실제 보드({ $kind }): 그 보드의 스위치를 그대로 보여 줍니다
page-input = 입력
page-target = 목표
page-status = 상태
page-switch-input = 입력 스위치 { $name }
page-switch-target = 목표 스위치 { $name }
page-button-teach = teach: 스위치가 나타내는 것을 배웁니다
page-button-forget = forget: 가중치를 새로 정합니다. 2초 동안 누르고 있으면 모두 잊습니다
page-lit = 켜짐
page-dark = 꺼짐
page-network = 신경망
page-weight = { $name } { $value }, { $from }에서 { $to }{ JOSA($to, "으로/로") } 가는 가중치
page-bias = { $name } { $value }, { $of }의 편향
page-network-picture = 신경망과 그 가중치, 편향. 하나를 고르면 그 기울기를 보여 줍니다
page-table = 진리표
page-target-column = 목표
page-right-column = 맞음?
page-yes = 맞음
page-no = 아직
page-near = LED는 맞지만 아직 허용 오차 밖
page-untaught = 가르치지 않음
page-ledger = 계산 과정
page-ledger-of = { $from }에서 { $to }{ JOSA($to, "으로/로") } 가는 { $name }. 신경망에서 다른 가중치를 골라 보세요
page-ledger-of-bias = { $to }의 편향 { $name }. 신경망에서 다른 것을 골라 보세요
page-ledger-none = 이 가중치로는 아직 학습하지 않았습니다. 무엇이든 가르쳐 보세요!
page-global = 전역 기울기
page-local = 국소 기울기
page-product = 곱: 기울기
page-update = 갱신
page-map = 그 사이 입력의 답
page-map-note = 밝으면 켜짐, 선은 문턱값
page-map-of = 입력 사각형에 그린 { $name } 지도. 오른쪽이 i1, 위쪽이 i2. { $corners }
page-curve = 손실
page-curve-note = 학습 단계마다 목표에서 얼마나 떨어져 있는가
page-curve-picture = 학습 { $steps }단계 뒤의 손실: { $loss }
page-curve-none = 첫 학습 단계부터 곡선이 시작됩니다.
page-export = 가중치와 표본 저장 (JSON)
page-recording = 학습 기록 저장
page-open = 학습 기록 재생
page-file-too-long = 학습 기록이라고 하기에는 파일이 너무 큽니다.
page-link = 이 학습의 링크
page-link-there = 이 페이지의 주소에 학습 기록이 담겼습니다. 주소를 복사하세요.
page-link-too-long = 링크에 담기에는 기록이 너무 깁니다. 파일로 저장하세요.

## The page's controls

page-controls = 조작
page-group-run = 학습 실행
page-group-pace = 속도
page-group-table = 가르칠 것
page-group-settings = 학습 설정
page-control-back = ← 이전
page-control-back-title = 한 국면 뒤로 (←)
page-control-play = 실행
page-control-play-title = 학습을 실행합니다 (p)
page-control-pause = 멈춤
page-control-pause-title = 학습을 멈춥니다 (p). 데몬은 계속 돌고, 이 페이지는 그 사본으로 한 단계씩 학습합니다
page-control-next = 다음 →
page-control-next-title = 한 국면 앞으로 (→)
page-control-step = 한 단계
page-control-step-title = 학습을 한 단계만 합니다 (n)
page-control-auto = 느린 동작
page-control-auto-title = 학습 단계를 국면별로 자동으로 보여 줍니다
page-control-auto-stop = 그만
page-control-auto-stop-title = 느린 동작을 그만둡니다
page-control-undo = 되돌리기
page-control-undo-title = 마지막으로 누르기 전으로 돌아갑니다 (u)
page-control-again = 처음부터
page-control-again-title = 시드에서 처음부터 다시 시작합니다. 가르친 행은 남습니다
page-control-big = 프로젝터
page-control-big-title = 프로젝터용: 크게, 글은 적게 (b)
page-pace-slow = 느리게
page-pace-panel = 패널처럼
page-pace-fast = 빠르게
page-pace-once = 한 번에
page-momentum-field = 모멘텀
page-bias-field = 편향
page-bias-none = 없음
page-bias-fixed = 고정
page-bias-trained = 학습
page-mode-field = 학습 대상
page-mode-replay = 가르친 모든 행
page-mode-hold = 누르고 있는 것
page-restarts-on = 함
page-restarts-off = 안 함
page-seed = 시드
page-copy = 데몬의 사본입니다. 데몬은 계속 돕니다
page-address-wrong = 링크를 열 수 없습니다: { $why }
page-taught-rows = 4행 가운데 { $taught }행을 가르침
page-restarted = 학습이 막혀 새 가중치로 { $restarts }번 다시 시작함
page-curve-restart = 다시 시작
page-shown-switches = 지금 보여 주는 것: 스위치 { $x } → { $t }
page-shown-step = 지금 보여 주는 것: 학습 단계 { $number }, { $x } → { $t }
page-tolerance-mark = 목표에서 허용 오차 { $tolerance } 안
page-step-untaught = 아직 가르친 것이 없어 학습할 것이 없습니다. 먼저 teach를 누르세요.
page-step-none = 학습할 것이 없습니다. 가르친 행이 모두 맞았거나, teach를 누르고 있지 않습니다.
page-step-restarted = 이 단계에서 학습이 막혀 새 가중치를 정했습니다.

## The page: a training step, phase by phase

page-phase-none = 느린 동작으로 보는 학습 한 단계
page-phase-none-words = 다음 →을 누르면 한 단계를 학습하고 국면별로 보여 줍니다.
page-phase-of = 학습 단계 { $number }, { $all }국면 가운데 { $phase }
page-phase-input = 표본 { $x } → { $t }: i1과 i2가 값을 앞으로 보냅니다.
page-phase-net-h = 순전파: h1과 h2가 입력에 w1…w4를 곱해 더합니다. 이 합이 가중합 net입니다.
page-phase-out-h = h1과 h2가 net을 활성화 함수 σ에 넣어 0과 1 사이의 수 out을 냅니다.
page-phase-net-o = o1과 o2가 out_h1과 out_h2에 w5…w8을 곱해 더합니다.
page-phase-out-o = 다시 σ: out_o1과 out_o2가 답입니다. ½부터 LED가 켜집니다.
page-phase-loss = 손실은 답이 얼마나 틀렸는지를 나타냅니다: L = { $loss }, (t − out)²의 평균입니다.
page-phase-global-o = 역전파: 전역 기울기 ∂L/∂out이 출력에 도착합니다. out − t입니다.
page-phase-delta-o = 여기에 국소 기울기 out·(1 − out)을 곱하면 δo1과 δo2가 됩니다.
page-phase-gradient-o = δ에 가중치의 입력을 곱한 것이 그 기울기 ∂L/∂w5 … ∂L/∂w8입니다.
page-phase-global-h = δo1과 δo2가 갱신 전의 w5…w8을 거쳐 h1과 h2로 되돌아가 더해집니다.
page-phase-delta-h = 여기에 국소 기울기 out·(1 − out)을 곱하면 δh1과 δh2가 됩니다.
page-phase-gradient-h = 다시 δ에 입력을 곱합니다: ∂L/∂w1 … ∂L/∂w4. 입력이 0이면 기울기도 0입니다.
page-phase-update =
    { $momentum ->
        [0] 모든 가중치가 한꺼번에 움직입니다: w⁺ = w − α·∂L/∂w. 이 표본의 손실은 { $loss }에서 { $after }{ JOSA($after, "으로/로") } 바뀝니다.
       *[other] 모든 가중치가 속도 v를 따라 한꺼번에 움직입니다: w⁺ = w − α·v⁺. 이 표본의 손실은 { $loss }에서 { $after }{ JOSA($after, "으로/로") } 바뀝니다.
    }
page-ledger-step = 학습 단계 { $number }, { $x } → { $t }: 손실 { $before } → { $after }
page-ledger-next = { $x } → { $t }{ JOSA($t, "으로/로") } 한 단계 학습하면 그 손실은 { $before } → { $after }

## The page: at a glance

page-glimpse = { $name }{ JOSA($name, "이/가") } 보는 것: 모든 입력에서의 out_{ $name }. 오른쪽이 i1, 위쪽이 i2. 밝을수록 1에 가깝고 선에서 ½입니다. { $corners }
page-slice-head = { $name }에 따른 L, 여기서 기울기 { $slope }
page-slice-none = 고른 가중치에 따른 손실. 지금 스위치의 행을 가르치면 보입니다
page-slice-picture = 다른 가중치는 그대로 두고 { $name }만 바꿀 때 이 표본의 손실. { $from }에서 손실은 { $loss }, 접선의 기울기는 { $slope }입니다. 한 단계 뒤의 값은 { $to }, 그때의 손실은 { $landed }입니다
page-time = 지난 학습 단계로 되돌아보기
page-time-newest = 지금
page-time-step = { $step }단계
page-save-svg = 이 그림을 SVG로 저장
page-save-png = 이 그림을 PNG로 저장
page-print = 인쇄
page-print-title = 이 학습 단계를 종이 한 장에 인쇄합니다
page-sheet-step = 학습 단계 { $number }: { $x } → { $t }
page-sheet-next = { $x } → { $t }의 다음 학습 단계
page-sheet-before = 갱신 전
page-sheet-after = 갱신 후
page-sheet-none = 이 행은 가르치지 않아 인쇄할 학습 단계가 없습니다.
page-sheet-rule = α = { $alpha }, 모멘텀 { $momentum }. 기울기 = 전역 × 국소 × 국소. 이 표본의 손실은 { $before }에서 { $after }{ JOSA($after, "으로/로") } 바뀝니다.

## The page: the guided lessons

page-close = 닫기
page-lesson = 활동
page-lessons = 활동
page-lessons-note = 먼저 예상하고, 해 보고, 왜 그런지 읽습니다. 점수도 시간제한도 없습니다.
page-lesson-number = 활동 { $number }/{ $all }, 할 일 { $done }/{ $steps }
page-lesson-expect = 예상해 보세요.
page-lesson-expected = 예상한 것: { $guess }
page-lesson-guess = 이렇게 예상합니다
page-lesson-again = 다시 하기
page-lesson-next = 다음 활동
page-lesson-close = 닫기
page-lesson-step-done = { $number }번, 했음
page-lesson-step-open = { $number }번, 아직

page-lesson-row-title = 한 행
page-lesson-row-task = 한 행만 가르칩니다. i1과 i2가 켜졌을 때 o1은 꺼지고 o2는 켜지게 합니다(11 → 01). 처음에는 네 행 모두 LED가 둘 다 꺼져 있습니다.
page-lesson-row-ask = 11 → 01만 가르치면 00, 01, 10에는 무엇이라고 답할까요?
page-lesson-row-choice-1 = 처음처럼 둘 다 꺼짐
page-lesson-row-choice-2 = 11처럼 o2만 켜짐
page-lesson-row-choice-3 = 행마다 다름
page-lesson-row-inputs = i1과 i2를 켭니다.
page-lesson-row-targets = t2를 켜고 t1은 끈 채로 둡니다.
page-lesson-row-teach = teach를 누릅니다.
page-lesson-row-learned = 그 행이 맞을 때까지 기다립니다.
page-lesson-row-others = i1과 i2를 다시 끕니다. LED가 무엇이라고 답하나요?
page-lesson-row-why = 안에 표가 들어 있는 것이 아닙니다. 모든 행이 같은 가중치를 쓰므로 한 행을 위해 움직이면 다른 행의 답도 움직이고, 00, 01, 10은 아무도 가르치지 않아 붙잡아 주는 것이 없었습니다.

page-lesson-and-title = AND 가르치기
page-lesson-and-task = o1에 AND를 가르칩니다. o1은 i1과 i2가 모두 켜졌을 때만 켜지고, o2는 모든 행에서 꺼져 있습니다.
page-lesson-and-ask = 먼저 00, 01, 10만 가르칩니다. 가르치지 않은 11에서 o1은 무엇이라고 답할까요?
page-lesson-and-choice-1 = 꺼짐
page-lesson-and-choice-2 = 켜짐
page-lesson-and-choice-3 = 켜졌다 꺼졌다 함
page-lesson-and-three = t1과 t2를 끄고 00, 01, 10을 가르칩니다. 11은 남겨 둡니다.
page-lesson-and-look = i1과 i2를 켜고 o1을 봅니다.
page-lesson-and-fourth = 이제 t1을 켜고 11을 가르칩니다.
page-lesson-and-learned = 네 행이 모두 맞을 때까지 기다립니다.
page-lesson-and-why = o1이 꺼지는 행만 셋을 보았으니, 아무도 보여 주지 않은 예외는 알 길이 없어 어디서나 꺼진다고 여긴 것입니다. 넷째 행을 배우면서 11은 한쪽에, 나머지는 다른 쪽에 두는 직선을 찾았습니다.

page-lesson-or-title = OR 또는 NAND
page-lesson-or-task = o1에 가르칠 것을 하나 고릅니다. OR는 00에서만, NAND는 11에서만 꺼집니다. o2는 모든 행에서 꺼져 있습니다.
page-lesson-or-ask = AND에 비해 학습 단계가 얼마나 필요할까요?
page-lesson-or-choice-1 = 훨씬 적게
page-lesson-or-choice-2 = 비슷하게
page-lesson-or-choice-3 = 훨씬 많이
page-lesson-or-one = 첫 행을 가르칩니다.
page-lesson-or-four = 나머지 세 행도 가르칩니다.
page-lesson-or-learned = 네 행이 모두 맞을 때까지 기다렸다가 학습 단계가 몇인지 봅니다.
page-lesson-or-why = AND, OR, NAND는 저마다 정사각형의 꼭짓점 하나를 잘라 내는 것이고 직선 하나면 되므로, 어느 것도 더 어렵지 않습니다. NAND는 AND에서 w5, w6, b_o1의 부호를 바꾼 것입니다.

page-lesson-xor-title = XOR와 막힘
page-lesson-xor-task = o1이 배울 것은 스위치가 하나만 켜졌을 때 켜지는 XOR입니다. 일부러 고른 가중치에서 시작하며, 처음에는 무슨 일이 있어도 거기서 계속해야 합니다.
page-lesson-xor-ask = 여기서 시작해 기다리기만 하면 어떻게 될까요?
page-lesson-xor-choice-1 = 느리지만 XOR를 배운다
page-lesson-xor-choice-2 = 한 행이 계속 틀린다
page-lesson-xor-choice-3 = LED가 계속 바뀐다
page-lesson-xor-stuck = 다시 시작하지 않고 1,000단계를 지켜봅니다. 어느 행이 계속 틀리나요?
page-lesson-xor-restarted = 설정에서 다시 시작을 ‘함’으로 바꾸고, 같은 곳에서 기다려 봅니다.
page-lesson-xor-learned = XOR를 배울 때까지 기다립니다.
page-lesson-xor-why = 처음의 가중치에서는 조금씩 움직여 한 행이 나아지면 다른 행이 나빠지므로 기다려도 소용없습니다. 무작위로 뽑은 새 가중치는 다른 곳에서 시작하고, 언젠가는 그 가운데 하나가 XOR에 이릅니다.

page-lesson-adder-title = 반가산기
page-lesson-adder-task = 두 수를 더하는 법을 가르칩니다. o1은 합이어서 01과 10에서 켜지고, o2는 자리올림이어서 11에서만 켜집니다.
page-lesson-adder-ask = 00, 01, 10을 배운 다음 11 → 01을 가르칩니다. 앞의 세 행은 어떻게 될까요?
page-lesson-adder-choice-1 = 계속 맞는다
page-lesson-adder-choice-2 = 한동안 틀리는 행이 생긴다
page-lesson-adder-choice-3 = 아주 잊는다
page-lesson-adder-three = 00 → 00, 01 → 10, 10 → 10을 가르치고 맞을 때까지 기다립니다.
page-lesson-adder-fourth = 11 → 01을 가르치고 다른 행을 지켜봅니다.
page-lesson-adder-learned = 네 행이 모두 맞을 때까지 기다립니다.
page-lesson-adder-why = 모든 행이 같은 숫자 열두 개를 쓰므로 11을 위해 움직이면 다른 행의 답도 움직입니다. 그래도 네 행을 차례로 돌아가며 학습하므로, 끝에는 모두에 맞는 숫자를 찾습니다.

page-lesson-hidden-title = h1과 h2는 무엇이 되었는가
page-lesson-hidden-task = 보드가 반가산기를 배웁니다. h1과 h2에게는 아무도 할 일을 정해 주지 않습니다. 각각 어느 행에서 켜지는지 알아보세요.
page-lesson-hidden-ask = h1과 h2는 무엇에 쓰일까요?
page-lesson-hidden-learned = 네 행이 모두 맞을 때까지 기다립니다.
page-lesson-hidden-at01 = i2를 켜고 신경망에서 h1과 h2를 읽습니다.
page-lesson-hidden-at11 = i1도 켜고 다시 읽습니다.
page-lesson-hidden-at10 = i2를 끄고 다시 읽습니다.
page-lesson-hidden-why = h1은 { $h1 }에서, h2는 { $h2 }에서 켜지는데, 저마다 직선 하나로 답할 수 있는 더 쉬운 문제입니다. 이 두 답이 있으면 o1과 o2도 직선 하나씩이면 되는데, 아무도 그렇게 시키지 않았습니다.

page-lesson-bias-title = 편향이 없으면
page-lesson-bias-task = 다시 반가산기입니다. 이번에는 w1…w8만으로 배우고, 편향은 모두 0인 채로 둡니다.
page-lesson-bias-ask = 편향이 없으면 무엇을 배울 수 있을까요?
page-lesson-bias-choice-1 = 느리지만 모든 진리표
page-lesson-bias-choice-2 = 대부분, 어떤 것은 끝내 못함
page-lesson-bias-choice-3 = 아무것도 못함
page-lesson-bias-impossible = 반가산기를 두고 무엇이라고 하는지 읽습니다.
page-lesson-bias-look = i2를 켜고 신경망에서 h1과 h2를 읽습니다.
page-lesson-bias-corner = 다시 끕니다. 00에서 h1과 h2는 얼마인가요?
page-lesson-bias-biases = 편향을 ‘학습’으로 바꾸고, 모든 행이 맞을 때까지 기다립니다.
page-lesson-bias-why = 편향이 없으면 00에서는 가중치가 무엇이든 h1과 h2가 ½이므로 직선이 모두 이 꼭짓점을 지나고, 진리표 256개 가운데 32개가 불가능합니다. 편향이 있으면 뉴런은 직선을 필요한 곳으로 옮길 수 있습니다.

page-lesson-forget-title = 망각
page-lesson-forget-task = 이 활동에서는 teach를 누르고 있는 동안만, 스위치가 나타내는 것만 학습합니다.
page-lesson-forget-ask = 01 → 10을 가르친 다음 11 → 01을 가르칩니다. 끝에 01에는 무엇이라고 답할까요?
page-lesson-forget-choice-1 = 가르친 대로 o1이 켜짐
page-lesson-forget-choice-2 = 11처럼 o2가 켜짐
page-lesson-forget-choice-3 = 둘 다 꺼짐
page-lesson-forget-first = i2와 t1을 켭니다. 01 행이 맞을 때까지 teach를 누르고 있습니다.
page-lesson-forget-second = i1과 t2를 켜고 t1을 끕니다. 11 행이 맞을 때까지 teach를 누르고 있습니다.
page-lesson-forget-lost = i1을 끕니다. 01에 LED가 무엇이라고 답하나요?
page-lesson-forget-replay = 설정에서 학습 대상을 ‘가르친 모든 행’으로 바꾸고, 둘 다 맞을 때까지 기다립니다.
page-lesson-forget-why = 모든 행이 같은 가중치를 쓰는데, 11만 학습하는 동안 01이 어떻게 되는지는 아무도 살피지 않았습니다. 큰 신경망도 이렇게 잊으며, 가르친 것을 모두 거듭 돌아가며 학습하는 것이 해법인 점도 같습니다.

page-lesson-alpha-title = 너무 작은 α, 너무 큰 α
page-lesson-alpha-task = 반가산기를 학습률 0.01, 100, 6으로 차례로 배웁니다. α만의 효과를 보도록 다시 시작하지 않게 했습니다.
page-lesson-alpha-ask = α가 100이면 한 단계에 0.01일 때의 만 배를 움직입니다. 어떻게 될까요?
page-lesson-alpha-choice-1 = 금방 배운다
page-lesson-alpha-choice-2 = 손실이 커진 채로 머문다
page-lesson-alpha-choice-3 = 같은 일이 더 빨리 일어난다
page-lesson-alpha-small = α = 0.01로 500단계를 지켜봅니다. 손실이 얼마나 줄어드나요?
page-lesson-alpha-large = α를 100으로 바꾸고 500단계를 지켜봅니다.
page-lesson-alpha-middle = α를 6으로 바꾸고 ‘처음부터’를 누른 다음, 모든 행이 맞을 때까지 기다립니다.
page-lesson-alpha-why = α가 아주 작으면 단계마다 내리막을 가지만 거의 움직이지 않습니다. 아주 크면 처음 몇 단계에 가중치가 σ가 평평한 곳까지 멀리 가 버려서, 되돌아오는 기울기가 거의 없어 그 자리에 머뭅니다.

page-lesson-own-title = 나만의 진리표
page-lesson-own-task = 진리표를 하나 생각해 보세요. 네 행마다 o1과 o2의 답을 마음대로 정하고, 그것을 가르칩니다.
page-lesson-own-goal = 이 진리표를 가르칩니다: 00 → { $row00 }, 01 → { $row01 }, 10 → { $row10 }, 11 → { $row11 }
page-lesson-own-ask = 다시 시작을 몇 번 할까요? 왜 그렇게 생각하나요?
page-lesson-own-first = 첫 행을 가르칩니다.
page-lesson-own-four = 네 행을 모두 가르칩니다.
page-lesson-own-learned = 네 행이 모두 맞을 때까지 기다렸다가 다시 시작을 몇 번 했는지 봅니다.
page-lesson-own-why = 편향이 있으면 은닉 뉴런 둘로 진리표 256개를 모두 배울 수 있고, 얼마나 걸리는지는 어디서 시작하는지와 XOR가 들어 있는지에 달려 있습니다. 이제 256개의 사각형에 이 진리표의 자리가 채워졌습니다.

## The page: the square of all tables

page-tables = 진리표 256개
page-tables-with = 진리표 { $possible }개 가운데 { $count }개를 가르쳤습니다. 편향이 있으면 모두 배울 수 있습니다.
page-tables-without = 편향 없이 진리표 { $possible }개 가운데 { $count }개를 가르쳤습니다. 표시한 { $marked }개는 w1…w8만으로는 배울 수 없습니다.
page-tables-cell =
    { $kind ->
        [taught] o1 = { $o1 }, o2 = { $o2 }: 가르침
        [impossible] o1 = { $o1 }, o2 = { $o2 }: 편향 없이는 불가능
       *[other] o1 = { $o1 }, o2 = { $o2 }: 아직
    }
page-tables-teach = 이 진리표 가르치기
page-tables-save = 파일로 저장 (JSON)
page-tables-erase = 모두 지우기
page-tables-restore = 모두 되살리기
page-tables-kept = 보드가 네 행을 모두 배우면 그 진리표의 칸이 채워집니다. 이 기록은 브라우저에만 남고 어디로도 보내지 않습니다.

## The page: a worksheet to fill in

page-by-hand-open = 손으로 계산하기
page-by-hand-open-title = 한 단계를 손으로 계산하고 점검합니다
page-by-hand-title = 역전파 한 단계, 손으로 계산하기
page-by-hand-how = 위에 있는 숫자로 하나씩 계산하고, 유효 숫자 네 자리로 반올림해 적은 다음, 적은 값으로 다음을 계산하세요. 언제든지 점검을 누르면 처음으로 틀린 숫자를 찾아 줍니다.
page-by-hand-pupil = 학생 번호
page-by-hand-paper = 같은 학습지를 종이로 인쇄하려면: backpropd explain --worksheet --pupil { $pupil } --seed { $seed }
page-by-hand-forward = 순전파
page-by-hand-loss = 손실
page-by-hand-back = 역전파: { $neuron }
page-by-hand-number = 0.5933이나 -0.03628 같은 숫자
page-by-hand-check = 점검
page-by-hand-empty = 아직 아무것도 적지 않았습니다.
page-by-hand-all-right = 숫자 { $count }개가 모두 맞습니다.
page-by-hand-right-so-far = 지금까지 모두 맞습니다. { $count }개 가운데 { $filled }개를 적었습니다.
page-by-hand-turned = t − out으로 계산했으므로 기울기의 부호가 반대입니다. 가중치를 바꿀 때 빼지 않고 더하면(w⁺ = w + α·…) 이것도 맞는 방법입니다.
page-by-hand-wrong = 처음으로 틀린 숫자: { $name }
page-by-hand-yours = 적은 값
page-by-hand-right = 앞에서 적은 숫자로 계산하면
page-by-hand-probably = 아마도 이런 실수입니다:
page-by-hand-several = 이 숫자가 나오는 실수는 { $count }가지입니다:
page-by-hand-unknown = 이 페이지가 아는 실수 가운데 이 숫자가 나오는 것은 없습니다. 하나씩 다시 계산해 보세요.
