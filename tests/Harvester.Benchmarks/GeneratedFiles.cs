using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Harvester.Benchmarks;

/// <summary>One CSV under any number of addresses, whole, in part, or its head only, in a process of its own. It has no robots.txt.</summary>
internal static class GeneratedFiles
{
    /// <summary>Serves until standard input ends; prints the port.</summary>
    public static async Task<int> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        var file = Encoding.UTF8.GetBytes(CheckBenchmark.Csv());
        // Answers HEAD and ranges, too.
        app.MapMethods("/f/{name}", ["GET", "HEAD"], () => Results.Bytes(file, "text/csv; charset=utf-8", enableRangeProcessing: true));
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // until the parent goes
        }

        return 0;
    }
}
