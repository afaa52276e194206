// SPDX-License-Identifier: MIT OR GPL-2.0
// /dev/gpiomem for the emulated Pi 3B: the one page of the GPIO registers, mapped into the program that asks for it.
// The Raspberry Pi's own kernel has such a driver, of which udev sees the same; Debian's has none. For the test only.

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>

#define GPIO_BASE 0x3f200000UL

static int major;
static struct class gpiomem_class = { .name = "bcm2835-gpiomem" };

static int gpiomem_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;

	if (vma->vm_pgoff != 0 || size > PAGE_SIZE)
		return -EINVAL;
	vma->vm_page_prot = pgprot_noncached(vma->vm_page_prot);
	return remap_pfn_range(vma, vma->vm_start, GPIO_BASE >> PAGE_SHIFT, size, vma->vm_page_prot);
}

static const struct file_operations gpiomem_operations = {
	.owner = THIS_MODULE,
	.mmap = gpiomem_mmap,
};

static int __init gpiomem_init(void)
{
	int error = class_register(&gpiomem_class);

	if (error)
		return error;
	major = register_chrdev(0, "gpiomem", &gpiomem_operations);
	if (major < 0) {
		class_unregister(&gpiomem_class);
		return major;
	}
	return PTR_ERR_OR_ZERO(device_create(&gpiomem_class, NULL, MKDEV(major, 0), NULL, "gpiomem"));
}

static void __exit gpiomem_exit(void)
{
	device_destroy(&gpiomem_class, MKDEV(major, 0));
	unregister_chrdev(major, "gpiomem");
	class_unregister(&gpiomem_class);
}

module_init(gpiomem_init);
module_exit(gpiomem_exit);
MODULE_DESCRIPTION("/dev/gpiomem of an emulated Raspberry Pi 3B");
MODULE_LICENSE("Dual MIT/GPL");
