using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Review;

/// <summary>Queues of the Organization.</summary>
[Route("/national/outside-desk"), Route("/national/service-ids"), Route("/national/desks"), Route("/national/exemptions"), Route("/national/hardship")]
[Authorize(Policy = AccessRoom.National), Layout(typeof(MainLayout))]
public sealed class NationalQueuePage(ReviewQueue queue, RegistryNames units, ReferenceNames references, CurrentCalendar calendar)
    : ReviewQueueScreen(queue, units, references, calendar);

/// <summary>Queues of a planning office; governor and inspector read them.</summary>
[Route("/province/outside-desk"), Route("/province/desks"), Route("/province/exemptions")]
[Authorize(Policy = AccessRoom.Province), Layout(typeof(MainLayout))]
public sealed class ProvinceQueuePage(ReviewQueue queue, RegistryNames units, ReferenceNames references, CurrentCalendar calendar)
    : ReviewQueueScreen(queue, units, references, calendar);

/// <summary>One case before the Organization.</summary>
[Route("/national/reviews/{Id:int}")]
[Authorize(Policy = AccessRoom.National), Layout(typeof(MainLayout))]
public sealed class NationalCasePage(ReviewCases cases, RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, CurrentCalendar calendar)
    : ReviewCaseScreen(cases, records, titles, references, people, calendar);

/// <summary>One case before a planning office.</summary>
[Route("/province/reviews/{Id:int}")]
[Authorize(Policy = AccessRoom.Province), Layout(typeof(MainLayout))]
public sealed class ProvinceCasePage(ReviewCases cases, RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, CurrentCalendar calendar)
    : ReviewCaseScreen(cases, records, titles, references, people, calendar);

/// <summary>Preview and storing of decisions of the Organization.</summary>
[Route("/national/reviews/decide")]
[Authorize(Policy = AccessRoom.National, Roles = Roles.Admin + "," + Roles.NationalOfficer), TakesPosts, Layout(typeof(MainLayout))]
public sealed class NationalDecidePage(ReviewCases cases, DecideReview decide) : DecideScreen(cases, decide);

/// <summary>Preview and storing of decisions of a planning office.</summary>
[Route("/province/reviews/decide")]
[Authorize(Policy = AccessRoom.Province, Roles = Roles.PlanningOfficer), TakesPosts, Layout(typeof(MainLayout))]
public sealed class ProvinceDecidePage(ReviewCases cases, DecideReview decide) : DecideScreen(cases, decide);

/// <summary>The own decisions of a person of the Organization.</summary>
[Route("/national/decisions"), Route("/national/decisions/{Batch}")]
[Authorize(Policy = AccessRoom.National, Roles = Roles.Admin + "," + Roles.NationalOfficer), TakesPosts, Layout(typeof(MainLayout))]
public sealed class NationalDecisionsPage(ReviewBatches batches, DecideReview decide, TimeProvider clock) : DecisionsScreen(batches, decide, clock);

/// <summary>The own decisions of a person of a planning office.</summary>
[Route("/province/decisions"), Route("/province/decisions/{Batch}")]
[Authorize(Policy = AccessRoom.Province, Roles = Roles.PlanningOfficer), TakesPosts, Layout(typeof(MainLayout))]
public sealed class ProvinceDecisionsPage(ReviewBatches batches, DecideReview decide, TimeProvider clock) : DecisionsScreen(batches, decide, clock);
