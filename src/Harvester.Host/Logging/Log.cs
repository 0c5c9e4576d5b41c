using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Harvester.Host.Logging;

/// <summary>Serilog, to standard error only: text for a person at a terminal, compact JSON for a machine.</summary>
internal static class Log
{
    /// <param name="interactive">A person looks at progress bars: only what needs a person is logged between them.</param>
    public static void Configure(bool interactive)
    {
        var settings = new LoggerConfiguration()
            .MinimumLevel.Is(interactive ? LogEventLevel.Warning : LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // The command says in one sentence that it cannot listen; the host's own trace of it helps nobody.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting", LogEventLevel.Fatal)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", LogEventLevel.Error)
            .Enrich.FromLogContext();
        settings = Console.IsErrorRedirected
            ? settings.WriteTo.Console(new CompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
            : settings.WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}", standardErrorFromLevel: LogEventLevel.Verbose);
        Serilog.Log.Logger = settings.CreateLogger();
    }
}
