using System.Net;
using System.Net.Sockets;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.3")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a01:203")]
    [InlineData("64:ff9b::c0a8:101")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::a01:203")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("::ffff:0:10.1.2.3")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a01:203::1")]
    [InlineData("2002:c0a8:101::1")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    public void AddressThatIsNotPublic_IsRefused(string address) => Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2400:8500:2002:3281::1")]
    public void PublicAddress_IsAllowed(string address) => Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    public async Task AddressOfTheLink_IsRefused_ThoughPrivateNetworksAreAllowed(string address)
    {
        var url = new Uri("http://inside.example/");
        using var network = Sources.Network(Sources.Options() with
        {
            AllowPrivateNetworks = true,
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]),
            Connect = (_, _, _) => throw new InvalidOperationException("connected"),
        });

        var fault = await Assert.ThrowsAsync<SourceException>(() => network.FetcherFor(Sources.List(url)).GetAsync(url, "*/*", new Reading(), TestContext.Current.CancellationToken));

        Assert.Equal("address-not-public", fault.Code);
    }

    [Theory] // the name leads elsewhere at its second look-up: for another try, after a redirect, for a connection beside the first
    [InlineData(false)]
    [InlineData(true)]
    public async Task NameThatTurnsToLoopback_IsRefusedAtTheConnection_AndNothingIsSent(bool redirects)
    {
        await using var inside = await LoopbackServer.StartAsync(_ => (200, "text/plain", "secret"u8.ToArray()));
        await using var outside = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect($"http://turning.example:{inside.Url.Port}/");
            return Task.CompletedTask;
        });
        var lookUps = new List<string>();
        var connections = new List<IPAddress>();
        using var network = Sources.Network(Sources.Options() with
        {
            AllowPrivateNetworks = false,
            Resolve = (name, _) =>
            {
                lookUps.Add(name);
                return Task.FromResult<IPAddress[]>([connections.Count == 0 ? IPAddress.Parse("8.8.8.8") : IPAddress.Loopback]);
            },
            Connect = (address, port, cancellationToken) =>
            {
                connections.Add(address);
                return redirects ? AddressGuard.OpenAsync(IPAddress.Loopback, port, cancellationToken) : throw new SocketException((int)SocketError.ConnectionRefused);
            },
        });
        var url = new Uri($"http://turning.example:{(redirects ? outside : inside).Url.Port}/");

        var fault = await Assert.ThrowsAsync<SourceException>(() => network.FetcherFor(Sources.List(url)).GetAsync(url, "*/*", new Reading(), TestContext.Current.CancellationToken));

        Assert.Equal("address-not-public", fault.Code);
        Assert.Equal([IPAddress.Parse("8.8.8.8")], connections);
        Assert.Equal(["turning.example", "turning.example"], lookUps);
        Assert.Equal((0, 0), (inside.Requests.Count, inside.RobotsRequests));
    }
}
