using Harvester.Core.Assessment;
using Harvester.Core.Coverage;
using Harvester.Web.Charts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Harvester.Tests.Web.Charts;

/// <summary>Days that are over are read once; those that may still change are read each time.</summary>
public sealed class DailyFiguresTests
{
    private static readonly DateOnly Today = new(2026, 9, 24);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_AreThoseWithASnapshot_OfTheWholeOrOfABody()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var (day, datasets) in new[] { (Today.AddDays(-90), 1), (Today.AddDays(-89), 2), (Today.AddDays(-3), 3), (Today, 4) })
            await site.Store.Coverage.SaveAsync(Of(day, datasets), Cancel);
        var daily = site.Services.GetRequiredService<DailyFigures>();

        for (var again = 0; again < 2; again++)
        {
            Assert.Equal([(Today.AddDays(-89), 2), (Today.AddDays(-3), 3), (Today, 4)], (await daily.UpToAsync(Today, null, last: null, Cancel)).Select(day => (day.Day, (int)day.Total.Datasets)));
            Assert.Equal([12, 13, 14], (await daily.UpToAsync(Today, "131032", last: null, Cancel)).Select(day => (int)day.Total.Datasets));
            Assert.Equal([1, 2], (await daily.UpToAsync(Today.AddDays(-50), null, last: null, Cancel)).Select(day => (int)day.Total.Datasets));
            Assert.Empty(await daily.UpToAsync(Today, "999999", last: null, Cancel));
            Assert.Empty(await daily.UpToAsync(DateOnly.MinValue, null, last: null, Cancel));
        }
    }

    [Fact]
    public async Task WhatMayStillChange_IsReadAgain_AndWhatIsOverIsNot()
    {
        await using var site = await TestSite.StartAsync();
        DateOnly[] days = [Today.AddDays(-5), Today.AddDays(-1), Today];
        var daily = site.Services.GetRequiredService<DailyFigures>();
        foreach (var day in days)
            await site.Store.Coverage.SaveAsync(Of(day, 1), Cancel);
        Assert.Equal([1, 1, 1], (await daily.UpToAsync(Today, null, last: null, Cancel)).Select(day => (int)day.Total.Datasets));

        foreach (var day in days)
            await site.Store.Coverage.SaveAsync(Of(day, 7), Cancel);

        Assert.Equal([1, 7, 9], (await daily.UpToAsync(Today, null, Of(Today, 9), Cancel)).Select(day => (int)day.Total.Datasets));
        Assert.Equal([1, 7, 7], (await daily.UpToAsync(Today, null, last: null, Cancel)).Select(day => (int)day.Total.Datasets));
    }

    private static CoverageSnapshot Of(DateOnly day, int datasets) => new()
    {
        Day = day,
        At = TestSite.Now,
        Total = new CoverageFigures { Datasets = datasets, Formats = new Dictionary<string, long> { ["CSV"] = 3 } },
        Metropolis = new CoverageFigures(),
        Municipalities = new CoverageFigures(),
        UnknownPublisher = new CoverageFigures(),
        Bodies = [new BodyCoverage("131032", "港区", Presence.OwnSite, new CoverageFigures { Datasets = datasets + 10 }, new Dictionary<string, StandardCoverage>())],
        Presence = new Dictionary<string, int>(),
        Sources = new Dictionary<string, int>(),
        PriorityFieldsNotice = new Bilingual("", ""),
        Targets = [],
    };
}
