"""What python3-libvirt takes for a question about a whole fleet: fleet.py URI QUESTION"""

import sys

import libvirt
from rounds import serve

connection = libvirt.open(sys.argv[1])
domains = connection.listAllDomains()

questions = {
    # The way most tools list machines: one call for the list, one more for each machine.
    "list-state": lambda: [(d.name(), d.state()) for d in connection.listAllDomains()],
    # Ours has these three in hand when it has the list.
    "list": lambda: [
        (d.name(), d.UUIDString(), d.ID()) for d in connection.listAllDomains()
    ],
    "bulk-stats": lambda: connection.getAllDomainStats(),
    "info": lambda: [d.info() for d in domains],
    "xml": lambda: [d.XMLDesc() for d in domains],
}

serve(questions[sys.argv[2]])
