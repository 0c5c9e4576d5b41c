using Harvester.AcceptanceTests.Sources;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>Runs every fault of the table once, several beside each other: most of their time is waiting for time-outs.</summary>
internal static class FaultRuns
{
    private const int Beside = 6;

    private static readonly Lazy<IReadOnlyDictionary<string, Task<FaultOutcome>>> Started = new(() =>
    {
        var lanes = new SemaphoreSlim(Beside);
        return FaultTable.All.ToDictionary(fault => fault.Name, fault => Task.Run(async () =>
        {
            await lanes.WaitAsync();
            try
            {
                return await RunAsync(fault);
            }
            finally
            {
                lanes.Release();
            }
        }));
    });

    public static Task<FaultOutcome> OutcomeAsync(string name) => Started.Value[name];

    private static async Task<FaultOutcome> RunAsync(Fault fault)
    {
        await using var bench = await SourceBench.StartAsync(fault.Source, fault.Yaml);
        fault.Before?.Invoke(bench);
        var good = await bench.RunAsync();
        if (good.Status is not Core.Model.RunStatus.Succeeded)
            throw new InvalidOperationException($"The source was to be in good order first: {good.Status}: {good.Error}");
        var before = (await bench.ActiveAsync()).Select(d => d.Id).ToHashSet();

        fault.Break?.Invoke(bench);
        bench.Server.Fault = fault.Answer;
        var report = await bench.RunAsync();
        var active = await bench.ActiveAsync();
        var problems = await bench.Store.Runs.ProblemsAsync(report.Id, 0, 1000, CancellationToken.None);

        bench.Server.Fault = null;
        var after = fault.Mends ? await bench.RunAsync() : null;
        return new FaultOutcome(fault, report, before.Count, active.Count(d => before.Contains(d.Id)), active.Count, after, problems);
    }
}
