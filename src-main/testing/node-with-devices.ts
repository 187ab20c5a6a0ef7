/**
 * For libvirt's test driver: a host that has a machine, a graphics card and its sound, which share an
 * IOMMU group, and a key in a USB port. Such hardware is rarely where tests run.
 */
export const nodeWithDevices = `<node>
  <domain type='test'><name>guest-1</name><memory>8192</memory><os><type>hvm</type></os></domain>
  <device><name>computer</name><capability type='system'>
    <hardware><uuid>11111111-2222-4333-8444-555555555555</uuid></hardware><firmware/></capability></device>
  <device><name>pci_0000_41_00_0</name><parent>computer</parent><capability type='pci'>
    <class>0x030000</class><domain>0</domain><bus>65</bus><slot>0</slot><function>0</function>
    <product id='0x2204'>GA102</product><vendor id='0x10de'>NVIDIA Corporation</vendor>
    <iommuGroup number='27'>
      <address domain='0x0000' bus='0x41' slot='0x00' function='0x0'/>
      <address domain='0x0000' bus='0x41' slot='0x00' function='0x1'/></iommuGroup>
  </capability></device>
  <device><name>pci_0000_41_00_1</name><parent>computer</parent><capability type='pci'>
    <class>0x040300</class><domain>0</domain><bus>65</bus><slot>0</slot><function>1</function>
    <product id='0x1aef'>GA102 High Definition Audio</product><vendor id='0x10de'>NVIDIA Corporation</vendor>
    <iommuGroup number='27'>
      <address domain='0x0000' bus='0x41' slot='0x00' function='0x0'/>
      <address domain='0x0000' bus='0x41' slot='0x00' function='0x1'/></iommuGroup>
  </capability></device>
  <device><name>usb_1_4</name><parent>computer</parent><capability type='usb_device'>
    <bus>1</bus><device>4</device><product id='0x0407'>Key</product><vendor id='0x1050'>Yubico</vendor>
  </capability></device>
</node>`
