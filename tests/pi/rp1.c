// The registers of a Raspberry Pi 5's pins, modelled: nothing emulates its chip RP1. Preloaded into the unmodified program,
// which then finds /dev/gpiomem0 and /dev/gpiochip0 on any computer with Linux on x86-64.
//
// The registers' page can be neither read nor written, so that each access of the program comes to this model, one
// machine instruction at a time. What it does follows the data sheet of the RP1 ("RP1 Peripherals", chapter 3), not the
// library that is tried. It keeps its state in a file that outlives the program, as the chip's registers would, and that
// is also the outside: there the host puts the switches, and sees what the pins drive.
//
// In the environment: MODEL_FILE, the file of the state; MODEL_ROOT, a folder whose files stand for those of the same path.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define PINS 28
#define SIZE 0x30000 // of /dev/gpiomem0

// The blocks of the first bank, and what an address means besides its register: plain, or an atomic change of some bits.
enum { IO_BANK0 = 0x00000, SYS_RIO0 = 0x10000, PADS_BANK0 = 0x20000 };
enum { PLAIN = 0x0000, XOR = 0x1000, SET = 0x2000, CLEAR = 0x3000, ATOMIC = 0x3000 };
enum { RIO_OUT = 0x0, RIO_OE = 0x4, RIO_IN = 0x8 };
enum { FUNCTION = 0x1f, FUNCTION_RIO = 5, OVERRIDES = 0xf000 };			     // GPIOn_CTRL
enum { PULL_DOWN = 0x04, PULL_UP = 0x08, INPUT_ENABLE = 0x40, OUTPUT_DISABLE = 0x80 }; // the pads
enum { OPEN, LOW, HIGH };

// The state, whose order tests/pi/rp1.py knows.
struct model {
	uint32_t out, output_enable;
	uint32_t control[PINS], pads[PINS];
	uint32_t outside[PINS]; // written by the host: OPEN, LOW, HIGH
	uint32_t rises[PINS];	// how often the pin has driven high after something else
	uint32_t strange;	// accesses that the data sheet does not know
	uint32_t last_strange;
};

static struct model *model;
static uint8_t *registers; // where the program has mapped them
static int registers_file = -1, chip_file = -1;
static uint32_t *accessed; // by the instruction that runs now
static int is_write;

static int drives(int pin)
{
	return (model->control[pin] & FUNCTION) == FUNCTION_RIO && !(model->control[pin] & OVERRIDES) &&
	       model->output_enable >> pin & 1 && !(model->pads[pin] & OUTPUT_DISABLE);
}

// What an input sees. An open pin without a pull floats: it reads as anything.
static int level(int pin)
{
	if (!(model->pads[pin] & INPUT_ENABLE))
		return 0;
	if (drives(pin))
		return model->out >> pin & 1;
	if (model->outside[pin] != OPEN)
		return model->outside[pin] == HIGH;
	if (model->pads[pin] & (PULL_UP | PULL_DOWN))
		return (model->pads[pin] & PULL_UP) != 0;
	return rand() & 1;
}

// The register at this offset, or none; its value for a read that is computed.
static uint32_t *find(uint32_t offset, uint32_t *computed)
{
	uint32_t block = offset & ~0xffffu, at = offset & 0xfff;

	if (block == IO_BANK0 && at < 8 * PINS && at % 8 == 4)
		return &model->control[at / 8];
	if (block == PADS_BANK0 && at >= 4 && at < 4 + 4 * PINS)
		return &model->pads[at / 4 - 1];
	if (block == SYS_RIO0 && at == RIO_OUT)
		return &model->out;
	if (block == SYS_RIO0 && at == RIO_OE)
		return &model->output_enable;
	if (block == SYS_RIO0 && at == RIO_IN) {
		*computed = 0;
		for (int pin = 0; pin < PINS; pin++)
			*computed |= (uint32_t)level(pin) << pin;
		return computed;
	}
	return NULL;
}

static void strange(uint32_t offset)
{
	model->strange++;
	model->last_strange = offset;
}

static uint32_t read_register(uint32_t offset)
{
	uint32_t computed, *found = find(offset, &computed);

	if (found && (offset & ATOMIC) == PLAIN && (offset & 0xc000) == 0)
		return *found;
	strange(offset);
	return 0;
}

static void write_register(uint32_t offset, uint32_t value)
{
	uint32_t computed, *found = find(offset, &computed), high = 0;

	if (!found || found == &computed || (offset & 0xc000) != 0) {
		strange(offset);
		return;
	}
	for (int pin = 0; pin < PINS; pin++)
		high |= (uint32_t)(drives(pin) && model->out >> pin & 1) << pin;
	switch (offset & ATOMIC) {
	case PLAIN: *found = value; break;
	case XOR: *found ^= value; break;
	case SET: *found |= value; break;
	case CLEAR: *found &= ~value; break;
	}
	for (int pin = 0; pin < PINS; pin++)
		model->rises[pin] += drives(pin) && model->out >> pin & 1 && !(high >> pin & 1);
}

// Before an access: lets it happen, to memory that holds the register's value, and asks to be called after it.
static void before(int signal, siginfo_t *info, void *context)
{
	greg_t *machine = ((ucontext_t *)context)->uc_mcontext.gregs;
	uint8_t *address = info->si_addr;

	if (!registers || address < registers || address >= registers + SIZE) {
		sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
		return; // to the same instruction, which ends the program now
	}
	mprotect(registers, SIZE, PROT_READ | PROT_WRITE);
	accessed = (uint32_t *)address;
	is_write = (machine[REG_ERR] & 2) != 0;
	if (!is_write)
		*accessed = read_register((uint32_t)(address - registers));
	machine[REG_EFL] |= 0x100; // single step
}

// After it: takes what was written.
static void after(int signal, siginfo_t *info, void *context)
{
	greg_t *machine = ((ucontext_t *)context)->uc_mcontext.gregs;

	(void)signal, (void)info;
	if (is_write)
		write_register((uint32_t)((uint8_t *)accessed - registers), *accessed);
	mprotect(registers, SIZE, PROT_NONE);
	machine[REG_EFL] &= ~0x100;
}

__attribute__((constructor)) static void begin(void)
{
	int file = open(getenv("MODEL_FILE"), O_RDWR | O_CLOEXEC);
	struct sigaction action = {.sa_flags = SA_SIGINFO};

	model = mmap(NULL, sizeof *model, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	close(file);
	action.sa_sigaction = before;
	sigaction(SIGSEGV, &action, NULL);
	action.sa_sigaction = after;
	sigaction(SIGTRAP, &action, NULL);
}

// The calls of the C library by which the program reaches files.

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

// The file that stands for this one.
static const char *stand_in(const char *path, char *buffer, size_t size)
{
	if (path[0] != '/' || snprintf(buffer, size, "%s%s", getenv("MODEL_ROOT"), path) >= (int)size)
		return path;
	return access(buffer, F_OK) == 0 ? buffer : path;
}

int open64(const char *path, int flags, ...)
{
	char buffer[512];
	mode_t mode;
	va_list more;
	int file;

	va_start(more, flags);
	mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
	va_end(more);
	file = REAL(open64)(stand_in(path, buffer, sizeof buffer), flags, mode);
	if (file >= 0 && strcmp(path, "/dev/gpiomem0") == 0)
		registers_file = file;
	if (file >= 0 && strcmp(path, "/dev/gpiochip0") == 0)
		chip_file = file;
	return file;
}

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
	if (file < 0 || file != registers_file || length != SIZE)
		return REAL(mmap)(address, length, protection, flags, file, offset);
	registers_file = -1;
	registers = REAL(mmap)(NULL, SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return registers;
}

int ioctl(int file, unsigned long request, ...)
{
	va_list more;
	void *argument;

	va_start(more, request);
	argument = va_arg(more, void *);
	va_end(more);
	if (file != chip_file || request != GPIO_GET_CHIPINFO_IOCTL)
		return REAL(ioctl)(file, request, argument);
	*(struct gpiochip_info *)argument = (struct gpiochip_info){"gpiochip0", "pinctrl-rp1", 54};
	return 0;
}
