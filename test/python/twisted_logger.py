"""The logger of the Twisted tutorials: writes a text without a line end, and closes or stays."""

import sys

from twisted.internet import protocol, reactor


class LogClientProtocol(protocol.Protocol):
    def connectionMade(self):
        log_message = sys.argv[3]
        self.transport.write(log_message.encode())
        if sys.argv[4] == 'close':
            self.transport.loseConnection()

    def connectionLost(self, reason):
        print("Connection lost:", reason)


class LogClientFactory(protocol.ClientFactory):
    def buildProtocol(self, addr):
        return LogClientProtocol()

    def clientConnectionFailed(self, connector, reason):
        print("Connection failed:", reason.getErrorMessage())
        reactor.stop()

    def clientConnectionLost(self, connector, reason):
        print("Connection lost:", reason.getErrorMessage())
        reactor.stop()


if __name__ == "__main__":
    reactor.connectTCP(sys.argv[1], int(sys.argv[2]), LogClientFactory())
    reactor.callLater(20, reactor.stop)
    reactor.run()
