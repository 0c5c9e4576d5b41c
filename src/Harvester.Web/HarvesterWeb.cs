using System.Text.Encodings.Web;
using System.Text.Unicode;
using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Harvester.Web.Actions;
using Harvester.Web.Api;
using Harvester.Web.Api.Documentation;
using Harvester.Web.Assets;
using Harvester.Web.Charts;
using Harvester.Web.Ckan;
using Harvester.Web.Dcat;
using Harvester.Web.Feeds;
using Harvester.Web.Live;
using Harvester.Web.Operations;
using Harvester.Web.Pages;
using Harvester.Web.Pages.Duplicates;
using Harvester.Web.Pages.Figures;
using Harvester.Web.Pages.Municipalities;
using Harvester.Web.Pages.Standards;
using Harvester.Web.Requests;
using Harvester.Web.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Harvester.Web;

/// <summary>
/// Everything that the catalogue serves over HTTP, read only but for the acts of people who are signed in. The host adds <see cref="Core.Ports.IStore"/>,
/// <see cref="Core.Ports.ISources"/>, <see cref="Search.CatalogueIndex"/> and <see cref="TimeProvider"/>.
/// </summary>
public static class HarvesterWeb
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Acting = [.. Reading, HttpMethods.Post];

    public static IServiceCollection AddHarvesterWeb(this IServiceCollection services, HarvesterWebOptions? options = null)
    {
        options ??= new HarvesterWebOptions();
        services.AddSingleton(options);
        services.AddSingleton<FeedCache>();
        ApiDocument.Add(services);
        RequestPipeline.Add(services, options);
        // Japanese stays Japanese in the HTML; < > & and quotes are escaped all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddSingleton<CkanTitles>();
        services.AddSingleton<DailyFigures>();
        SignedIn.Add(services, options);
        services.AddSingleton<OpenStreams>();
        services.AddHostedService<IndexFollower>();
        return services;
    }

    /// <summary>What every request passes; to be called before <see cref="MapHarvesterWeb"/>.</summary>
    public static IApplicationBuilder UseHarvesterWeb(this IApplicationBuilder application)
    {
        RequestPipeline.Use(application, application.ApplicationServices.GetRequiredService<HarvesterWebOptions>());
        return application;
    }

    /// <summary>Every address of this project; the order is the order of the documentation.</summary>
    public static IEndpointRouteBuilder MapHarvesterWeb(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("").AddEndpointFilter(PageResponse.Filter);
        pages.Read("/", PageHandlers.Coverage);
        pages.Read("/municipalities/{code}", MunicipalityPages.Page);
        pages.Read("/municipalities/{code}/view/{aspect}", MunicipalityPages.View);
        pages.Read("/standard-datasets", StandardPages.Matrix);
        pages.Read("/standard-datasets/{code}/{standard}", StandardPages.Cell);
        pages.Read("/formats", FigurePages.Formats);
        pages.Read("/licences", FigurePages.Licences);
        pages.Read("/quality", FigurePages.Quality);
        pages.Read("/priority-fields", FigurePages.PriorityFields);
        pages.Read("/duplicates", DuplicatePages.List);
        pages.Read("/sources/{id}", PageHandlers.Source);
        pages.Read("/runs/{id}", PageHandlers.Run);
        pages.Read("/datasets", PageHandlers.Datasets);
        pages.Read("/datasets/{id}", DatasetDocuments.Get); // or /datasets/{id}.ttl and its like
        pages.Read("/assets/site.css", Asset.Stylesheet);
        pages.Read("/assets/icon.svg", Asset.Icon);
        pages.Read("/assets/live.js", Asset.LiveScript);
        pages.Read("/unsubscribe/{secret}", UnsubscribeHandlers.Show);
        pages.MapPost("/unsubscribe/{secret}", UnsubscribeHandlers.End);
        endpoints.MapGet("/runs/{id}/events", RunEvents.Stream).ExcludeFromDescription();

        ActionMap.Map(pages);

        ApiMap.Map(endpoints);

        var files = endpoints.MapGroup("").AddEndpointFilter(ApiResponse.Filter).ExcludeFromDescription();
        files.Read("/feed.atom", FeedApi.All);
        files.Read("/municipalities/{code}/feed.atom", FeedApi.Municipality);
        files.Read("/municipalities/{code}/badge.svg", MunicipalityPages.Badge);
        files.Read("/charts/{name}.svg", ChartApi.Get);
        files.Read("/tables/{file}", TableApi.Get);
        files.Read("/sitemap.xml", SitemapApi.Index);
        files.Read("/sitemap-part.xml", SitemapApi.Part);
        files.Read("/robots.txt", SitemapApi.Robots);
        files.Read("/dumps/manifest.json", DumpsApi.Manifest);
        files.Read("/dumps/{file}", DumpsApi.Newest);
        files.Read("/dumps/{set}/{file}", DumpsApi.OfSet);

        foreach (var root in (ReadOnlySpan<string>)["/api/3", "/api"])
        {
            endpoints.Read(root, CkanApi.Version);
            endpoints.MapMethods($"{root}/action/{{action}}", Acting, CkanApi.Act).CacheOutput(RequestPipeline.Kept);
            endpoints.MapMethods($"{root}/action/{{action}}", [HttpMethods.Options], CkanApi.Preflight);
        }

        var dcat = endpoints.MapGroup("").AddEndpointFilter(ApiResponse.Filter);
        dcat.Read("/catalog", CatalogueDocuments.Negotiated);
        foreach (var format in DcatFormat.All)
        {
            dcat.Read($"/catalog.{format.Extension}", (HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken) =>
                CatalogueDocuments.Page(format, context, store, options, cancellationToken));
        }

        dcat.Read("/data.json", CatalogueDocuments.DataJson);

        endpoints.Read("/healthz", Health.Process);
        endpoints.Read("/readyz", Health.Store);

        // Only for reading: with any method it would hide the 405 of the addresses above.
        pages.Read("/{**path}", PageHandlers.NotFound).WithOrder(int.MaxValue);
        return endpoints;
    }

    private static RouteHandlerBuilder Read(this IEndpointRouteBuilder endpoints, string pattern, Delegate handler) =>
        endpoints.MapMethods(pattern, Reading, handler);
}
